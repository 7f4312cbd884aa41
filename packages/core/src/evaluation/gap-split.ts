import { requireCount } from "../arguments.ts";
import type { Vae } from "../models/model.ts";
import { requireOptions } from "../options.ts";
import { type Rng, requireRng } from "../random/rng.ts";
import { ShapeError } from "../tensors/shapes.ts";
import { codes } from "./codes.ts";
import { logSumExp } from "./estimate.ts";
import { type RunEvalFunction, runEagerly } from "./eval-function.ts";
import { type Evaluated, requireEvidence } from "./evidence-model.ts";
import { type Gap, gapOf } from "./gap.ts";
import { logWeightsOfMoments } from "./moments-log-weights.ts";
import { type RefineOptions, refine } from "./refine.ts";

/** Options of `gapSplit`. */
export interface GapSplitOptions {
  readonly rng: Rng;
  /**
   * log p(x) of each row, N: exact, by quadrature, or a close estimate. Default: the importance-weighted
   * bound of the draws from the optimal q, which is too small, and so is the approximation gap.
   */
  readonly logProbability?: Float64Array;
  /** Samples per ELBO, shared by both. Default: 200. */
  readonly samples?: number;
  /** How the optimal q of each row is found. */
  readonly refinement?: Omit<RefineOptions, "rng" | "run">;
  readonly run?: RunEvalFunction;
}

/** Per row [N] and averaged over rows, in nats. */
export interface GapSplit {
  /** log p(x) minus the ELBO of the optimal diagonal normal: the cost of the posterior family. */
  readonly approximation: Gap;
  /** That ELBO minus the encoder's: the cost of sharing one encoder. */
  readonly amortisation: Gap;
}

/**
 * log p(x) − ELBO = approximation gap + amortisation gap (Cremer et al. 2018). An unconverged
 * refinement makes the first too large and the second too small by the same amount.
 * @throws RangeError for an unnormalised likelihood, ShapeError unless there are N values of log p(x)
 */
export const gapSplit = (
  evaluated: Evaluated<Vae>,
  x: Float32Array,
  options: GapSplitOptions,
): GapSplit => {
  requireOptions("gapSplit", options, {
    rng: "required",
    logProbability: "optional",
    samples: "optional",
    refinement: "optional",
    run: "optional",
  });
  const { rng, samples = 200, refinement, run = runEagerly } = options;
  requireRng("rng", rng);
  requireCount("samples", samples, 2);
  const N = requireEvidence(evaluated, x);
  const known = options.logProbability;
  if (known !== undefined && known.length !== N)
    throw new ShapeError(`logProbability must hold ${N} numbers, got ${known.length}`);
  const { mean, logVariance = new Float32Array(mean.length) } = codes(evaluated, x, { run });
  const best = refine(evaluated, x, { ...refinement, rng: rng.fold("refinement"), run });
  const draws = { rng: rng.fold("bounds"), samples, run };
  const amortised = logWeightsOfMoments(evaluated, x, { mean, logVariance }, draws);
  const refined = logWeightsOfMoments(evaluated, x, best, draws);
  const logProbability =
    known ?? Float64Array.from(refined, (own) => logSumExp(own) - Math.log(samples));
  return {
    approximation: gapOf(refined.map((own, n) => own.map((l) => (logProbability[n] ?? 0) - l))),
    amortisation: gapOf(
      refined.map((own, n) => own.map((l, s) => l - (amortised[n]?.[s] ?? Number.NaN))),
    ),
  };
};
