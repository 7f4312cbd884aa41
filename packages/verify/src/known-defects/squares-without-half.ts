import { gaussian } from "@vae-lab/core";
import type { Defect } from "./defect.ts";

export const squaresWithoutHalf: Defect = {
  name: "squares-without-half",
  number: "D13",
  library: "tfjs-examples, fashion-mnist-vae",
  source: "fashion-mnist-vae/model.js, vaeLoss",
  behaviour:
    "adds the KL to a sum of squares without its half: the Gaussian likelihood has σ² = ½, and beta is one half of what it says",
  notReproduced:
    "no test split, no seed, only the decoder saved, and only z = 0 shown: a program's habits, which no law of the mathematics can catch",
  caughtBy: "a likelihood is a density, with the variance that it says",
  replacement: {
    unitGaussian: {
      ...gaussian({ variance: 1 }),
      logProb: (means, x) => x.sub(means).square().sum(-1).neg(),
    },
  },
  effects: () => [
    { quantity: "beta that trains, in units of the ELBO with σ² = 1", defective: 0.5, correct: 1 },
    {
      quantity: "log of the likelihood's integral over one pixel",
      defective: 0.5 * Math.log(Math.PI),
      correct: 0,
    },
  ],
};
