import { logMeanExp } from "@vae-lab/core/functionals";
import { expectedLogMean, expectedSelfNormalised } from "../exact/weight-distribution.ts";
import type { Defect } from "./defect.ts";
import { toyWeights } from "./toy.ts";

const K = 10;

export const selfNormalisedValue: Defect = {
  name: "self-normalised-value",
  number: "D2",
  library: "pythae",
  source: "benchmark_VAE, models/{iwae,miwae,piwae,ciwae}",
  behaviour:
    "the loss is −Σ w̃ log w with w̃ constant. Its gradient is IWAE's, but its value, L_K + log K − H(w̃), is not a bound; this value is logged and selects the best model and the learning rate",
  caughtBy: "a bound of K draws has its exact value, which is below log p(x)",
  replacement: {
    logMeanExp: {
      ...logMeanExp,
      value: (logW) => logMeanExp.slopes(logW).mul(logW).sum(0),
    },
  },
  effects: () => [
    {
      quantity: `the loss logged for −L_K, K = ${K}, whose minimum is −log p(x) = 0`,
      defective: -expectedSelfNormalised(toyWeights, K),
      correct: -expectedLogMean(toyWeights, K),
    },
  ],
};
