import { gaussian } from "@vae-lab/core";
import type { Defect } from "./defect.ts";

export const squaresWithoutHalf: Defect = {
  name: "squares-without-half",
  number: "D13",
  library: "tfjs-examples, fashion-mnist-vae",
  source: "fashion-mnist-vae/model.js, vaeLoss",
  behaviour:
    "adds the KL to a sum of squares without the factor ½: the Gaussian likelihood has σ² = ½, and the effective beta is half of the given one",
  notReproduced:
    "no test split, no seed, only the decoder saved, only z = 0 shown: properties of the program, not of its mathematics",
  caughtBy: "a likelihood integrates to 1 and has the variance that it states",
  replacement: {
    unitGaussian: {
      ...gaussian({ variance: 1 }),
      logProb: (means, x) => x.sub(means).square().sum(-1).neg(),
    },
  },
  effects: () => [
    {
      quantity: "effective beta of training, in units of the ELBO with σ² = 1",
      defective: 0.5,
      correct: 1,
    },
    {
      quantity: "log of the likelihood's integral over one pixel",
      defective: 0.5 * Math.log(Math.PI),
      correct: 0,
    },
  ],
};
