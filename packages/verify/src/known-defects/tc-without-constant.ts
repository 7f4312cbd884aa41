import { logSumExp, sum } from "@vae-lab/statistics";
import type { Defect } from "./defect.ts";
import type { Implementations } from "./implementations.ts";

const withoutConstant: Implementations["totalCorrelation"] = (logDensities) =>
  sum(
    logDensities.map((images) => {
      const units = images[0]?.length ?? 0;
      const joint = logSumExp(images.map(sum));
      const marginals = Array.from({ length: units }, (_, k) =>
        logSumExp(images.map((l) => l[k] ?? 0)),
      );
      return joint - sum(marginals);
    }),
  ) / logDensities.length;

const [batch, units] = [64, 10];

export const tcWithoutConstant: Defect = {
  name: "tc-without-constant",
  number: "D14",
  library: "disentanglement_lib",
  source: "methods/unsupervised/vae.py, total_correlation",
  behaviour:
    "omits the constants of the two densities, which do not cancel: one density has K of them, the other 1. The logged total correlation is not an estimate of it",
  notReproduced:
    "its installation, which fails: it needs tensorflow.contrib, which no supported TensorFlow has",
  caughtBy: "the total correlation of independent units is 0",
  replacement: { totalCorrelation: withoutConstant },
  effects: () => [
    {
      quantity: `the total correlation of ${units} independent units, minibatches of ${batch}`,
      defective: (1 - units) * Math.log(batch),
      correct: 0,
    },
  ],
};
