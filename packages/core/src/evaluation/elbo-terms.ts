import type * as tf from "@tensorflow/tfjs";
import type { Moments } from "../distributions/moments.ts";
import type { NormalReference } from "../distributions/normal.ts";
import type { Divergence } from "../divergences/divergence.ts";
import { exactKlPerUnit } from "../families/exact-kl.ts";
import type { FamilyName, PosteriorOf, PriorOf } from "../families/families.ts";
import type { VariationalModel } from "../models/model.ts";
import type { Parameters } from "../networks/parameters.ts";
import { requireOptions } from "../options.ts";
import type { Rng } from "../random/rng.ts";
import { write } from "./chunks.ts";
import type { EvalFunction, RunEvalFunction } from "./eval-function.ts";
import type { Evaluated } from "./evidence-model.ts";
import { type DrawnTensors, drawnTensors, termsOfRows } from "./terms-of-draws.ts";

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
  /** The same of each row: N·K, or N·U. */
  readonly unitRates: Float32Array;
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
  const { regulariser, ...drawn } = options;
  let unitRates = new Float32Array();
  let regularised: Float32Array | undefined;
  const found = termsOfRows(
    ...([trained, x, drawn] as const),
    (samples) => termsFunction(trained.model, samples, regulariser),
    (terms, start, N) => {
      const [, units = 1] = terms.unitRates.shape;
      if (unitRates.length === 0) unitRates = new Float32Array(N * units);
      write(unitRates, start * units, terms.unitRates);
      if (terms.regularised === undefined) return;
      regularised ??= new Float32Array(N);
      write(regularised, start, terms.regularised);
    },
  );
  return {
    ...found,
    unitRate: columnMeans(unitRates, unitRates.length / found.rate.length),
    unitRates,
    ...(regularised && { regulariser: regularised }),
  };
};

const columnMeans = (values: Float32Array, columns: number): Float32Array => {
  const sums = new Float64Array(columns);
  for (let i = 0; i < values.length; i++)
    sums[i % columns] = (sums[i % columns] as number) + (values[i] as number);
  return Float32Array.from(sums, (sum) => (sum * columns) / values.length);
};

type TermTensors = DrawnTensors & {
  /** [B], as `regularised`. */
  readonly rate: tf.Tensor;
  /** [B, K] or [B, U]. */
  readonly unitRates: tf.Tensor;
  readonly regularised?: tf.Tensor;
};

const termsFunction = <Q extends PosteriorOf<FamilyName>, P extends PriorOf<FamilyName>>(
  model: VariationalModel<Q, P>,
  samples: number,
  regulariser: Divergence<Q, P> | undefined,
): EvalFunction<{ readonly parameters: Parameters; readonly x: tf.Tensor }, TermTensors> => ({
  name: `terms of the ELBO with ${samples} draws and ${regulariser?.name ?? "no regulariser"}`,
  apply: ({ parameters, x }, rng) => {
    const q = model.posterior(parameters, x);
    const prior = model.prior(parameters);
    const z = q.sample(rng, samples);
    const perUnit = exactKlPerUnit(q, prior);
    return {
      ...drawnTensors(model, parameters, q, z, x),
      rate: perUnit.sum(-1),
      unitRates: perUnit,
      ...(regulariser && { regularised: regulariser.total(q, prior) }),
    };
  },
});
