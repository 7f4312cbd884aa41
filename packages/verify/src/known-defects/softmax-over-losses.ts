import { type Functional, logMeanExp } from "@vae-lab/core/functionals";
import { expectedLogMean, expectedSelfNormalised } from "../exact/weight-distribution.ts";
import type { Defect } from "./defect.ts";
import { toyWeights } from "./toy.ts";

const K = 10;

/** −Σ v ℓ over losses ℓ = −log w, with v their softmax. */
const worstFirst: Functional = {
  name: "softmax over losses",
  value: (logW) => logMeanExp.slopes(logW.neg()).mul(logW).sum(0),
  slopes: (logW) => {
    const v = logMeanExp.slopes(logW.neg());
    return v.mul(v.mul(logW).sum(0).sub(logW).add(1));
  },
  curvatures: (logW) => {
    const v = logMeanExp.slopes(logW.neg());
    const spread = v.mul(logW).sum(0).sub(logW).add(1);
    const slope = v.mul(spread);
    return v
      .square()
      .sub(v)
      .mul(spread)
      .add(v.mul(slope.sub(1)));
  },
};

export const softmaxOverLosses: Defect = {
  name: "softmax-over-losses",
  number: "D5",
  library: "PyTorch-VAE",
  source: "models/iwae.py and models/miwae.py; issue 34, open pull request 53",
  behaviour:
    "the softmax is over losses instead of log weights, so that the worst draws count most; and gradients flow through it",
  notReproduced:
    "its analytic KL inside the weights: it is the same for all draws of an image and cancels in the softmax",
  caughtBy: "a bound of K draws has its exact value, which is below log p(x)",
  replacement: { logMeanExp: worstFirst },
  effects: () => [
    {
      quantity: `the loss that is minimised for −L_K, K = ${K}; the negative ELBO is ${(-expectedLogMean(toyWeights, 1)).toFixed(3)}`,
      defective: -expectedSelfNormalised(toyWeights, K, -1),
      correct: -expectedLogMean(toyWeights, K),
    },
  ],
};
