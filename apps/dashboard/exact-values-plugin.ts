import type { Plugin } from "vite";

/** Modules that compute exact values of studies with Node's backend. */
const inNode =
  /experiments[\\/]src[\\/](encoder-accuracy|excess-collapse|formulas|inference-cost|inference-direction|gradient-noise|own-network|studies[\\/](predicted-onsets|training-spectrum))\b/;

/** The names under which studies import them. */
const names = [
  "costOfInference",
  "encoderAccuracy",
  "excessCollapse",
  "formulas",
  "inferenceDirections",
  "oscillatingFunction",
  "ownNetworks",
  "predictedOnsets",
  "publishedValues",
  "reconstructionAlone",
  "trainingSpectrum",
  "varianceAlongTraining",
];

const refusal =
  'throw new Error("cannot compute exact values in a page; run vae-lab report STUDY")';

/** Leaves exact values of studies out of the page, which shows those of published reports. */
export const withoutExactValues = (): Plugin => ({
  name: "without-exact-values",
  enforce: "pre",
  load: (id) =>
    inNode.test(id)
      ? names.map((name) => `export const ${name} = async () => { ${refusal} };`).join("\n")
      : undefined,
});
