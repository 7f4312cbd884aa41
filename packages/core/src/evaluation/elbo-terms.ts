import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import type { Moments } from "../distributions/moments.ts";
import type { NormalReference } from "../distributions/normal.ts";
import type { Divergence } from "../divergences/divergence.ts";
import { exactKlPerUnit } from "../families/exact-kl.ts";
import type { FamilyName, PosteriorOf, PriorOf } from "../families/families.ts";
import { requireParameters, requireRows } from "../models/checked-input.ts";
import type { VariationalModel } from "../models/model.ts";
import type { Parameters } from "../networks/parameters.ts";
import { requireOptions } from "../options.ts";
import { type Rng, requireRng } from "../random/rng.ts";
import { forEachChunk, isWide, write } from "./chunks.ts";
import { type EvalFunction, type RunEvalFunction, runEagerly } from "./eval-function.ts";
import type { Evaluated } from "./evidence-model.ts";
import { likelihoodOfDraws } from "./likelihood-of-draws.ts";

/** Options of `elboTerms`. */
export interface ElboTermsOptions<Q = Moments, P = NormalReference> {
  readonly rng: Rng;
  /** Samples of z per row for the reconstruction term. Default: 1. */
  readonly samples?: number;
  /** A divergence to evaluate in addition to the rate. */
  readonly regulariser?: Divergence<Q, P>;
  readonly run?: RunEvalFunction;
}

/** In nats. ELBO = reconstruction − rate, at beta = 1 whatever the trained beta. */
export interface ElboTerms {
  /** E_q log p(x|z) by Monte Carlo: N. */
  readonly reconstruction: Float32Array;
  /** KL(q(z|x)‖p(z)), exact: N. */
  readonly rate: Float32Array;
  /** The rate of each latent unit, averaged over rows: K, or U for U categorical units. */
  readonly unitRate: Float32Array;
  /** The given divergence, without beta: N. */
  readonly regulariser?: Float32Array;
  /** E_q z of each row: N·K. */
  readonly mean: Float32Array;
  /** ln Var_q z of each row: N·K; absent for discrete codes. */
  readonly logVariance?: Float32Array;
  /** The first sample of z per row, equal to `sampleCodes`: N·K. */
  readonly code: Float32Array;
}

/** The two terms of the ELBO for each of the N rows of x. */
export const elboTerms = <Q extends PosteriorOf<FamilyName>, P extends PriorOf<FamilyName>>(
  trained: Evaluated<VariationalModel<Q, P>>,
  x: Float32Array,
  options: ElboTermsOptions<NoInfer<Q>, NoInfer<P>>,
): ElboTerms => {
  requireOptions("elboTerms", options, {
    rng: "required",
    samples: "optional",
    regulariser: "optional",
    run: "optional",
  });
  const { rng, samples = 1, regulariser, run = runEagerly } = options;
  requireRng("rng", rng);
  const { model, parameters } = requireParameters(trained);
  requireCount("samples", samples);
  const { latentSize: K, dataSize: D } = model;
  const N = requireRows("x", x, model);
  const reconstruction = new Float32Array(N);
  const rate = new Float32Array(N);
  let unitSum = new Float64Array();
  const regularised = regulariser && new Float32Array(N);
  const mean = new Float32Array(N * K);
  let logVariance: Float32Array | undefined;
  const code = new Float32Array(N * K);
  const inParts = isWide(D);
  const evalFunction = termsFunction(model, samples, regulariser, inParts);
  forEachChunk("x", x, D, (batch, { start }) => {
    const terms = run(evalFunction, { parameters, x: batch }, rng.fold("rows from", start));
    const logLikelihood = terms.draws
      ? likelihoodOfDraws({ model, parameters }, terms.draws, batch, run).mean(0)
      : terms.reconstruction;
    write(reconstruction, start, logLikelihood as tf.Tensor);
    write(mean, start * K, terms.mean);
    if (terms.logVariance) {
      logVariance ??= new Float32Array(N * K);
      write(logVariance, start * K, terms.logVariance);
    }
    write(code, start * K, terms.code);
    write(rate, start, terms.rate);
    unitSum = Float64Array.from(
      terms.unitRate.dataSync(),
      (sum, unit) => (unitSum[unit] ?? 0) + sum,
    );
    if (regularised && terms.regularised) write(regularised, start, terms.regularised);
  });
  return {
    reconstruction,
    rate,
    unitRate: Float32Array.from(unitSum, (sum) => sum / N),
    ...(regularised && { regulariser: regularised }),
    mean,
    ...(logVariance && { logVariance }),
    code,
  };
};

type TermTensors = {
  /** [B], as `rate` and `regularised`. */
  readonly reconstruction?: tf.Tensor;
  /** In place of the reconstruction, which is computed in parts: [S, B, K]. */
  readonly draws?: tf.Tensor;
  readonly rate: tf.Tensor;
  /** The sum over the rows: [K] or [U]. */
  readonly unitRate: tf.Tensor;
  readonly regularised?: tf.Tensor;
  /** [B, K], as `logVariance` and `code`. */
  readonly mean: tf.Tensor;
  readonly logVariance?: tf.Tensor;
  readonly code: tf.Tensor;
};

const termsFunction = <Q extends PosteriorOf<FamilyName>, P extends PriorOf<FamilyName>>(
  model: VariationalModel<Q, P>,
  samples: number,
  regulariser: Divergence<Q, P> | undefined,
  inParts: boolean,
): EvalFunction<{ readonly parameters: Parameters; readonly x: tf.Tensor }, TermTensors> => ({
  name: `terms of the ELBO with ${samples} draws and ${regulariser?.name ?? "no regulariser"}`,
  apply: ({ parameters, x }, rng) => {
    const q = model.posterior(parameters, x);
    const prior = model.prior(parameters);
    const z = q.sample(rng, samples);
    const perUnit = exactKlPerUnit(q, prior);
    return {
      ...(inParts
        ? { draws: z }
        : { reconstruction: model.logLikelihood(parameters, z, x).mean(0) }),
      rate: perUnit.sum(-1),
      unitRate: perUnit.sum(0),
      ...(regulariser && { regularised: regulariser.total(q, prior) }),
      mean: q.mean,
      ...("logVariance" in q && { logVariance: q.logVariance }),
      code: tf.slice(z, [0, 0, 0], [1, -1, -1]).squeeze([0]),
    };
  },
});
