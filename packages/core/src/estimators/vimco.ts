import type * as tf from "@tensorflow/tfjs";
import { requireOneOf } from "../arguments.ts";
import type { Distribution } from "../distributions/distribution.ts";
import { logMeanExp } from "../functionals/log-mean-exp.ts";
import { withOptions } from "../options.ts";
import { replaceByAverage } from "./baselines.ts";
import { scoreFunctionWith } from "./score-function-weights.ts";
import type { WeightsEstimator } from "./weights-estimator.ts";

/** Averages of the other samples' weights: log w [K − 1, …] → […]. */
const averages = {
  geometric: (logW: tf.Tensor) => logW.mean(0),
  arithmetic: (logW: tf.Tensor) => logMeanExp.value(logW),
};

/** Options of `vimco`. */
export interface VimcoOptions {
  readonly average?: keyof typeof averages;
}

/**
 * VIMCO (Mnih & Rezende 2016, eqs. 6–8): a sample's signal is F minus F with that sample replaced by an
 * average of the others (geometric in the paper's experiments). Needs K ≥ 2 samples per group.
 */
export const vimco = withOptions(
  "vimco",
  { average: "optional" },
  ({ average = "geometric" }: VimcoOptions): WeightsEstimator<Distribution> => {
    requireOneOf("average", average, Object.keys(averages));
    return scoreFunctionWith((functional, logW) =>
      functional.value(logW).sub(replaceByAverage(functional, logW, averages[average])),
    );
  },
);
