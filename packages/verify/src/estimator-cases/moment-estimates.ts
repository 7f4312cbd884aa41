import * as tf from "@tensorflow/tfjs";
import type { Estimator, Rng } from "@vae-lab/core";
import type { EstimatorCase, EstimatorRow, ExactMoments, PerParameter } from "./estimator-case.ts";

/** The measured moments of a gradient estimator in one coordinate of one parameter, and the exact ones. */
export interface MomentEstimate {
  /** The coordinate: "mean", or "logits[2]". */
  readonly of: string;
  /** The exact gradient. */
  readonly gradient: number;
  /** The estimator's exact expectation, equal to the gradient where it is unbiased. */
  readonly expected: number;
  /** The mean of R estimates. */
  readonly estimate: number;
  readonly standardError: number;
  /** (estimate − gradient)/standardError. */
  readonly biasInErrors: number;
  /** (estimate − expected)/standardError. */
  readonly errorInErrors: number;
  /** Four standard errors: a smaller bias would not have been detected. */
  readonly smallestDetectableBias: number;
  /** The variance of one estimate. */
  readonly variance: number;
  readonly standardErrorOfVariance: number;
  /** Absent where no exact value is known. */
  readonly exactVariance?: number;
  /** |mean|/sd of one estimate less √(2/πR), its expectation for pure noise; Infinity without noise. */
  readonly signalToNoise: number;
}

export interface EstimateOptions {
  readonly rng: Rng;
  /** R, the number of independent estimates; 100,000 by default. */
  readonly estimates?: number;
  /** How many are made at a time, which bounds memory; 50,000 by default. */
  readonly chunkSize?: number;
}

/** Makes R independent estimates of the gradient of a case and returns their moments. */
export const estimateMoments = <Q, L extends EstimatorCase<Q>>(
  { estimator, exact }: EstimatorRow<L, Estimator<Q>>,
  testCase: L,
  options: EstimateOptions,
): readonly MomentEstimate[] =>
  estimateGradientMoments(
    {
      parameters: testCase.parameters,
      gradient: testCase.gradient,
      moments: exact(testCase),
      estimate: (parameters, noise) =>
        estimator.expectation(testCase.f, testCase.q(parameters), noise),
    },
    options,
  );

/** A differentiable estimate at each of R rows of parameters, and the exact moments of its gradients. */
export interface Estimation {
  /** The values at which gradients are taken. */
  readonly parameters: PerParameter<number>;
  /** The estimate that is differentiated: [R, …] each → [R]. */
  readonly estimate: (parameters: Readonly<Record<string, tf.Tensor>>, rng: Rng) => tf.Tensor;
  /** The exact gradients. */
  readonly gradient: PerParameter<number>;
  /** The exact moments of one estimate. */
  readonly moments: PerParameter<ExactMoments>;
}

/**
 * Makes R independent gradient estimates and returns their moments.
 * @throws RangeError for counts that are not whole numbers, or below 2 estimates
 */
export const estimateGradientMoments = (
  estimation: Estimation,
  { rng, estimates: R = 100_000, chunkSize = 50_000 }: EstimateOptions,
): readonly MomentEstimate[] => {
  if (!Number.isSafeInteger(R) || R < 2)
    throw new RangeError(`estimates must be a whole number ≥ 2, got ${R}`);
  if (!Number.isSafeInteger(chunkSize) || chunkSize < 1)
    throw new RangeError(`atOnce must be a whole number ≥ 1, got ${chunkSize}`);
  const { parameters, gradient, moments } = estimation;
  const names = Object.keys(parameters);
  const found = names.map((name) => (parameters[name] ?? []).map(() => new Float64Array(R)));
  for (let start = 0; start < R; start += chunkSize) {
    const rows = Math.min(chunkSize, R - start);
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

/** One gradient estimate per row, row-major, for each parameter. */
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

/** The rounding error of a float32 mean of numbers of size 1. */
const rounding = 2 ** -22;

const summary = (
  of: string,
  values: Float64Array,
  known: {
    readonly gradient: number;
    readonly expected: number;
    readonly exactVariance: number | undefined;
  },
): MomentEstimate => {
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
