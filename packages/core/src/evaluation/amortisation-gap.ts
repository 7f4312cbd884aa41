import { requireCount } from "../arguments.ts";
import { requireParameters, requireRows } from "../models/checked-input.ts";
import type { Vae } from "../models/model.ts";
import { requireOptions } from "../options.ts";
import { type Rng, requireRng } from "../random/rng.ts";
import { type Codes, codes } from "./codes.ts";
import { type RunEvalFunction, runEagerly } from "./eval-function.ts";
import type { Evaluated } from "./evidence-model.ts";
import { type Gap, gapOf } from "./gap.ts";
import { logWeightsOfMoments } from "./moments-log-weights.ts";
import { type RefineOptions, refine } from "./refine.ts";

/** Options of `amortisationGap`. */
export interface AmortisationGapOptions {
  readonly rng: Rng;
  /** Samples per ELBO, shared by both. Default: 50. */
  readonly samples?: number;
  /** How the optimal q of each row is found. */
  readonly refinement?: Omit<RefineOptions, "rng" | "run">;
  readonly run?: RunEvalFunction;
}

/** What an encoder loses against the best q of each row. */
export interface AmortisationGap extends Gap {
  /** The moments of the encoder's q and of the refined one, N·K each. */
  readonly encoder: Required<Codes>;
  readonly refined: Required<Codes>;
}

/**
 * The ELBO of the optimal diagonal normal of each row minus that of the encoder's (Cremer et al. 2018),
 * without log p(x): also for grey values under a Bernoulli likelihood. An unconverged refinement makes it
 * too small. `gapSplit` has the approximation gap too.
 * @throws TypeError, ShapeError, RangeError for arguments that break a rule
 */
export const amortisationGap = (
  evaluated: Evaluated<Vae>,
  x: Float32Array,
  options: AmortisationGapOptions,
): AmortisationGap => {
  requireOptions("amortisationGap", options, {
    rng: "required",
    samples: "optional",
    refinement: "optional",
    run: "optional",
  });
  const { rng, samples = 50, refinement, run = runEagerly } = options;
  requireRng("rng", rng);
  requireCount("samples", samples, 2);
  const { model } = requireParameters(evaluated);
  requireRows("x", x, model);
  const { mean, logVariance = new Float32Array(mean.length) } = codes(evaluated, x, { run });
  const encoder = { mean, logVariance };
  const refined = refine(evaluated, x, { ...refinement, rng: rng.fold("refinement"), run });
  const draws = { rng: rng.fold("bounds"), samples, run };
  const before = logWeightsOfMoments(evaluated, x, encoder, draws);
  const after = logWeightsOfMoments(evaluated, x, refined, draws);
  const gap = gapOf(after.map((own, n) => own.map((l, s) => l - (before[n]?.[s] ?? Number.NaN))));
  return { ...gap, encoder, refined };
};
