import * as tf from "@tensorflow/tfjs";
import type { Estimator, Rng } from "@vae-lab/core";
import type { EstimatorRow, ExactMoments, Law, PerParameter } from "./law.ts";

/** An estimator's gradient in one coordinate of one parameter, beside what is known of it. */
export interface Measured {
  /** "mean", or "logits[2]". */
  readonly of: string;
  /** The gradient itself. */
  readonly gradient: number;
  /** The estimator's exact expectation: the gradient where it is unbiased. */
  readonly expected: number;
  /** The mean of R estimates. */
  readonly estimate: number;
  readonly standardError: number;
  /** (estimate − gradient)/standardError. */
  readonly biasInErrors: number;
  /** (estimate − expected)/standardError. */
  readonly errorInErrors: number;
  /** What four standard errors are: a bias below it would not have been seen. */
  readonly smallestDetectableBias: number;
  /** Of one estimate. */
  readonly variance: number;
  readonly standardErrorOfVariance: number;
  /** Absent where it is not known. */
  readonly exactVariance?: number;
  /** |mean|/sd of one estimate less √(2/πR), what noise alone shows; Infinity without noise. */
  readonly signalToNoise: number;
}

export interface MeasureOptions {
  readonly rng: Rng;
  /** R, the independent estimates. */
  readonly estimates?: number;
  /** How many of them are made at a time, so that memory does not grow with R; 50,000 when not given. */
  readonly atOnce?: number;
}

/** Makes R independent estimates of the gradient of a law, and says how they are distributed. */
export const measureEstimator = <Q, L extends Law<Q>>(
  { estimator, exact }: EstimatorRow<L, Estimator<Q>>,
  law: L,
  options: MeasureOptions,
): readonly Measured[] =>
  measureGradients(
    {
      parameters: law.parameters,
      gradient: law.gradient,
      moments: exact(law),
      estimate: (parameters, noise) => estimator.expectation(law.f, law.q(parameters), noise),
    },
    options,
  );

/** Something that is estimated at each of R rows of parameters, and what is known of its gradients. */
export interface Estimation {
  /** Where gradients are taken. */
  readonly parameters: PerParameter<number>;
  /** What the gradients are of: [R, …] each → [R]. */
  readonly estimate: (parameters: Readonly<Record<string, tf.Tensor>>, rng: Rng) => tf.Tensor;
  /** The true ones. */
  readonly gradient: PerParameter<number>;
  /** Those of one estimate. */
  readonly moments: PerParameter<ExactMoments>;
}

/** Makes R independent estimates of gradients, and says how they are distributed. */
export const measureGradients = (
  estimation: Estimation,
  { rng, estimates: R = 100_000, atOnce = 50_000 }: MeasureOptions,
): readonly Measured[] => {
  if (!Number.isSafeInteger(R) || R < 2)
    throw new RangeError(`estimates must be a whole number ≥ 2, got ${R}`);
  if (!Number.isSafeInteger(atOnce) || atOnce < 1)
    throw new RangeError(`atOnce must be a whole number ≥ 1, got ${atOnce}`);
  const { parameters, gradient, moments } = estimation;
  const names = Object.keys(parameters);
  const found = names.map((name) => (parameters[name] ?? []).map(() => new Float64Array(R)));
  for (let start = 0; start < R; start += atOnce) {
    const rows = Math.min(atOnce, R - start);
    const gradients = gradientsOf(estimation, rng.fold("rows from", start), rows);
    gradients.forEach((values, p) => {
      const coordinates = found[p] ?? [];
      values.forEach((value, i) => {
        const column = coordinates[i % coordinates.length];
        if (column) column[start + Math.floor(i / coordinates.length)] = value;
      });
    });
  }
  return names.flatMap((name, p) =>
    (found[p] ?? []).map((values, k, { length }) =>
      summary(length === 1 ? name : `${name}[${k}]`, values, {
        gradient: gradient[name]?.[k] ?? Number.NaN,
        expected: moments[name]?.[k]?.mean ?? Number.NaN,
        exactVariance: moments[name]?.[k]?.variance,
      }),
    ),
  );
};

/** One estimate per row, row-major, for each parameter. */
const gradientsOf = (
  { parameters, estimate }: Estimation,
  rng: Rng,
  rows: number,
): Float32Array[] =>
  tf.tidy(() => {
    const names = Object.keys(parameters);
    const inputs = names.map((name) =>
      tf.tile(tf.tensor2d([[...(parameters[name] ?? [])]]), [rows, 1]),
    );
    return tf
      .grads((...tensors) => {
        const named = Object.fromEntries(tensors.map((tensor, i) => [names[i] ?? "", tensor]));
        return estimate(named, rng).sum();
      })(inputs)
      .map((gradient) => Float32Array.from(gradient.dataSync()));
  });

/** What float32 does to a mean of numbers of size 1: below it nothing is told from zero. */
const rounding = 2 ** -22;

const summary = (
  of: string,
  values: Float64Array,
  known: {
    readonly gradient: number;
    readonly expected: number;
    readonly exactVariance: number | undefined;
  },
): Measured => {
  const R = values.length;
  const mean = values.reduce((sum, v) => sum + v, 0) / R;
  const central = (k: number) => values.reduce((sum, v) => sum + (v - mean) ** k, 0) / R;
  const variance = central(2);
  const size = Math.hypot(1, known.expected, Math.sqrt(variance));
  const standardError = Math.hypot(Math.sqrt(variance / R), rounding * size);
  const { exactVariance, ...exact } = known;
  return {
    of,
    ...exact,
    estimate: mean,
    standardError,
    biasInErrors: inErrors(mean - known.gradient, standardError),
    errorInErrors: inErrors(mean - known.expected, standardError),
    smallestDetectableBias: 4 * standardError,
    variance,
    standardErrorOfVariance: Math.hypot(
      Math.sqrt(Math.max(0, central(4) - variance ** 2) / R),
      rounding * size ** 2,
    ),
    ...(exactVariance !== undefined && { exactVariance }),
    signalToNoise:
      variance === 0
        ? Number.POSITIVE_INFINITY
        : Math.max(0, Math.abs(mean) / Math.sqrt(variance) - Math.sqrt(2 / (Math.PI * R))),
  };
};

const inErrors = (difference: number, error: number): number =>
  difference === 0 ? 0 : difference / error;
