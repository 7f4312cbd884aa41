import { directionLook, unitsOverEpochs } from "../src/index.ts";

// Six of twelve units are in use at epoch 1; three of them collapse later.
const points = Array.from({ length: 12 * 10 }, (_, i) => {
  const [unit, epoch] = [i % 12, Math.floor(i / 12) + 1];
  const fades = unit % 4 === 1 ? Math.exp(-epoch / 3) : 1 - Math.exp(-epoch);
  return { unit, epoch, rate: unit % 2 === 0 || unit % 4 === 1 ? (3 / (1 + unit / 4)) * fades : 0 };
});

export const draw = (document: Document): SVGElement =>
  unitsOverEpochs(points, {
    ...{ document, title: "KL per unit over epochs" },
    colour: directionLook("reverse-kl", "light").colour,
  });
