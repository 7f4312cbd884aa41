import { directionLook, unitRates } from "../src/index.ts";

// A log axis distinguishes units with little information from units with none.
const rates = Array.from({ length: 20 }, (_, unit) => ({ unit, rate: 3.5 * Math.exp(-unit / 2) }));

export const draw = (document: Document): SVGElement =>
  unitRates(rates, {
    document,
    theme: "dark",
    logY: true,
    colour: directionLook("forward-kl", "dark").colour,
  });
