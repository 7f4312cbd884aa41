import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import { normal } from "../distributions/normal.ts";
import type { Vae } from "../models/model.ts";
import type { Parameters } from "../networks/parameters.ts";
import { requireOptions } from "../options.ts";
import { type Rng, requireRng } from "../random/rng.ts";
import { ShapeError } from "../tensors/shapes.ts";
import { forEachChunk } from "./chunks.ts";
import { type Codes, codes } from "./codes.ts";
import { type Estimate, estimateOf, varianceOf } from "./estimate.ts";
import { type EvalFunction, type RunEvalFunction, runEagerly } from "./eval-function.ts";
import { type Evaluated, requireEvidence } from "./evidence-model.ts";
import { type RefineOptions, refine } from "./refine.ts";

/** Options of `gapSplit`. */
export interface GapSplitOptions {
  readonly rng: Rng;
  /** log p(x) of each row, N: exact, by quadrature, or a close estimate. */
  readonly logProbability: Float64Array;
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

/** The difference of two bounds, in nats. */
export interface Gap {
  readonly rows: Float64Array;
  /** The standard error per row, over samples. */
  readonly drawErrors: Float64Array;
  /** The mean; its error is over rows. */
  readonly mean: Estimate;
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
    logProbability: "required",
    samples: "optional",
    refinement: "optional",
    run: "optional",
  });
  const { rng, logProbability, samples = 200, refinement, run = runEagerly } = options;
  requireRng("rng", rng);
  requireCount("samples", samples, 2);
  const N = requireEvidence(evaluated, x);
  if (logProbability.length !== N)
    throw new ShapeError(`logProbability must hold ${N} numbers, got ${logProbability.length}`);
  const { mean, logVariance = new Float32Array(mean.length) } = codes(evaluated, x, { run });
  const best = refine(evaluated, x, { ...refinement, rng: rng.fold("refinement"), run });
  const draws = { rng: rng.fold("bounds"), samples, run };
  const amortised = logWeightsOf(evaluated, x, { mean, logVariance }, draws);
  const refined = logWeightsOf(evaluated, x, best, draws);
  return {
    approximation: gapOf(refined.map((own, n) => own.map((l) => (logProbability[n] ?? 0) - l))),
    amortisation: gapOf(
      refined.map((own, n) => own.map((l, s) => l - (amortised[n]?.[s] ?? Number.NaN))),
    ),
  };
};

const gapOf = (draws: readonly Float64Array[]): Gap => {
  const own = draws.map(estimateOf);
  const rows = Float64Array.from(own, ({ value }) => value);
  return {
    rows,
    drawErrors: Float64Array.from(draws, (values) => Math.sqrt(varianceOf(values) / values.length)),
    mean: estimateOf(rows),
  };
};

const drawsAtOnce = 10;

/** log p(x, z) − log q(z) of samples of the q with the given moments, per row. */
const logWeightsOf = (
  { model, parameters }: Evaluated<Vae>,
  x: Float32Array,
  moments: Required<Codes>,
  { rng, samples, run }: { rng: Rng; samples: number; run: RunEvalFunction },
): Float64Array[] => {
  const { dataSize: D, latentSize: K } = model;
  const found = Array.from({ length: x.length / D }, () => new Float64Array(samples));
  forEachChunk("x", x, D, (batch, { start, rows }) => {
    const part = (values: Float32Array) =>
      tf.tensor2d(values.subarray(start * K, (start + rows) * K), [rows, K]);
    const [mean, logVariance] = [part(moments.mean), part(moments.logVariance)];
    for (let first = 0; first < samples; first += drawsAtOnce) {
      const draws = Math.min(drawsAtOnce, samples - first);
      const noise = rng.fold("rows from", start, "draws from", first);
      const logWeights = tf.tidy(() =>
        run(
          weightsFunction(model, draws),
          { parameters, x: batch, mean, logVariance },
          noise,
        ).dataSync(),
      );
      for (let i = 0; i < logWeights.length; i++)
        (found[start + (i % rows)] as Float64Array)[first + Math.floor(i / rows)] = logWeights[
          i
        ] as number;
    }
  });
  return found;
};

const weightsFunction = (
  model: Vae,
  samples: number,
): EvalFunction<
  {
    readonly parameters: Parameters;
    readonly x: tf.Tensor;
    readonly mean: tf.Tensor;
    readonly logVariance: tf.Tensor;
  },
  tf.Tensor
> => ({
  name: `log weights of ${samples} draws from given distributions`,
  apply: ({ parameters, x, mean, logVariance }, rng) => {
    const q = normal({ mean, logVariance });
    const z = q.sample(rng, samples);
    const joint = model.logLikelihood(parameters, z, x).add(model.prior(parameters).logProb(z));
    return joint.sub(q.logProb(z));
  },
});
