import { miwae } from "@vae-lab/core/objectives";
import { expectedLogMean } from "../exact/weight-distribution.ts";
import type { Defect } from "./defect.ts";
import { toyWeights } from "./toy.ts";

/** The copies M and the draws K of pythae's defaults. */
const M = 5;
const K = 10;

export const miwaeAxis: Defect = {
  name: "miwae-axis",
  number: "D1",
  library: "pythae",
  source: "benchmark_VAE, models/miwae/miwae_model.py and piwae/piwae_model.py",
  behaviour:
    "log w is [batch, M, K], and the log-mean-exp is over M: it trains the mean of K bounds of M draws instead of M bounds of K draws. With M = K, as in its reproduction, the defect is invisible",
  caughtBy: "the mean of M bounds of K draws has the value of one bound of K draws",
  replacement: {
    miwae: ({ samples, groups, ...options }) =>
      miwae({ ...options, samples: groups, groups: samples }),
  },
  effects: () => [
    {
      quantity: `the trained bound on log p(x) = 0, M = ${M}, K = ${K}`,
      defective: expectedLogMean(toyWeights, M),
      correct: expectedLogMean(toyWeights, K),
    },
    {
      quantity: "the same with M = K = 8, where the swap is invisible",
      defective: expectedLogMean(toyWeights, 8),
      correct: expectedLogMean(toyWeights, 8),
    },
  ],
};
