import { requireCount } from "../arguments.ts";
import { requireOptions } from "../options.ts";
import { type Rng, requireRng } from "../random/rng.ts";
import {
  type Estimate,
  errorOfMean,
  estimateOf,
  logMeanExp,
  logSumExp,
  meanOf,
} from "./estimate.ts";
import { type RunEvalFunction, runEagerly } from "./eval-function.ts";
import { type Evaluated, type InferenceModel, requireEvidence } from "./evidence-model.ts";
import { forEachRowOfLogWeights } from "./log-weights.ts";
import { paretoK } from "./pareto-k.ts";

/** Options of `iwaeLadder`. */
export interface IwaeLadderOptions {
  readonly rng: Rng;
  /** The values of K, ascending; the last is the number of samples per row. */
  readonly ladder?: readonly number[];
  readonly run?: RunEvalFunction;
}

/** The bound with K samples, in nats. */
export interface IwaeRung {
  readonly samples: number;
  /** log p̂_K per row, averaged over all groups of K samples: N. */
  readonly rows: Float64Array;
  /** Their standard errors over samples: N. */
  readonly drawErrors: Float64Array;
  /** The mean over rows; its standard error is over rows and includes that over samples. */
  readonly mean: Estimate;
  /** The standard error of that mean over samples alone, for fixed rows. */
  readonly drawError: number;
}

/** The rungs of `iwaeLadder`, in the order of their K. */
export interface IwaeLadder {
  readonly rungs: readonly IwaeRung[];
  /** The tail index of each row's weights (`paretoK`), absent below 25 draws: N. */
  readonly paretoK?: Float64Array;
}

/** Fewer groups give no usable standard error. */
const fewestGroups = 10;

/**
 * The importance-weighted bound E log (1/K) Σ w_k for each K of a ladder, from one set of samples. K = 1
 * is the ELBO; all are lower bounds of log p(x) that ascend in expectation (Burda et al. 2016, eq. 8
 * and theorem 1).
 * @throws RangeError for a ladder that does not ascend, and for an unnormalised likelihood
 */
export const iwaeLadder = (
  evaluated: Evaluated<InferenceModel>,
  x: Float32Array,
  options: IwaeLadderOptions,
): IwaeLadder => {
  requireOptions("iwaeLadder", options, { rng: "required", ladder: "optional", run: "optional" });
  const { rng, ladder = [1, 2, 5, 10, 50, 500, 5000], run = runEagerly } = options;
  requireRng("rng", rng);
  ladder.forEach((K, i) => {
    requireCount(`ladder[${i}]`, K, (ladder[i - 1] ?? 0) + 1);
  });
  const samples = ladder.at(-1);
  if (samples === undefined) throw new RangeError("ladder must hold one or more K, got none");
  const N = requireEvidence(evaluated, x);
  const found = ladder.map((K) => ({
    samples: K,
    rows: new Float64Array(N),
    drawErrors: new Float64Array(N),
  }));
  const tails = samples >= 25 ? new Float64Array(N) : undefined;
  forEachRowOfLogWeights(evaluated, x, { rng, samples, run }, (row, logWeights) => {
    for (const rung of found) {
      const { value, standardError } = boundOf(logWeights, rung.samples);
      rung.rows[row] = value;
      rung.drawErrors[row] = standardError;
    }
    if (tails) tails[row] = paretoK(logWeights);
  });
  return {
    rungs: found.map((rung) => ({
      ...rung,
      mean: estimateOf(rung.rows),
      drawError: errorOfMean(rung.drawErrors),
    })),
    ...(tails && { paretoK: tails }),
  };
};

/** The mean of log p̂_K over complete groups of K weights. */
const boundOf = (logWeights: Float64Array, K: number): Estimate => {
  const groups = Math.floor(logWeights.length / K);
  const values = Float64Array.from(
    { length: groups },
    (_, g) => logSumExp(logWeights, g * K, (g + 1) * K) - Math.log(K),
  );
  if (groups >= fewestGroups) return estimateOf(values);
  const { standardError } = logMeanExp(logWeights.subarray(0, groups * K));
  return { value: meanOf(values), standardError };
};
