import { directionLook, unitRates } from "../src/index.ts";

// Twelve of twenty units carry information; eight have collapsed to the prior.
const rates = Array.from({ length: 20 }, (_, unit) => ({
  unit,
  rate: unit % 5 < 3 ? 3.5 / (1 + unit / 6) : 0.002,
}));

export const draw = (document: Document): SVGElement =>
  unitRates(rates, { document, colour: directionLook("reverse-kl", "light").colour });
