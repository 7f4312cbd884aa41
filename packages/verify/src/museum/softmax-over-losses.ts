import * as tf from "@tensorflow/tfjs";
import { expectedLogMean, expectedSelfNormalised } from "../exact/weight-law.ts";
import type { Defect } from "./defect.ts";
import { toyWeights } from "./toy.ts";

const K = 10;

export const softmaxOverLosses: Defect = {
  name: "softmax-over-losses",
  number: "D5",
  library: "PyTorch-VAE",
  source: "models/iwae.py and models/miwae.py; issue 34, open pull request 53",
  did: "the softmax is over losses, not log weights, so that the worst draws weigh most; and it is differentiated",
  notRun:
    "its analytic KL inside the weights: the same for all draws of an image, it cancels in the softmax",
  caughtBy: "a bound of K draws has its exact value, which is below log p(x)",
  broken: {
    importanceWeighted: (logWeights) => {
      const losses = logWeights.neg();
      const weights = losses.sub(tf.logSumExp(losses, 0, true)).exp();
      return weights.mul(losses).sum(0).neg();
    },
  },
  costs: () => [
    {
      what: `the loss that is minimised for −L_K, K = ${K}; a plain ELBO would lose ${(-expectedLogMean(toyWeights, 1)).toFixed(3)}`,
      theirs: -expectedSelfNormalised(toyWeights, K, -1),
      right: -expectedLogMean(toyWeights, K),
    },
  ],
};
