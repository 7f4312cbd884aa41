import type * as tf from "@tensorflow/tfjs";
import type { Integrand } from "./integrand.ts";

/** One value for each coordinate of each parameter, by the parameter's name. */
export type PerParameter<T> = Readonly<Record<string, readonly T[]>>;

/** A test case of estimators: an expectation E_q f(z) whose exact gradient is known at given parameters. */
export interface EstimatorCase<Q> {
  readonly name: string;
  /** The scalar function that f is made of. */
  readonly integrand: Integrand;
  /** The values at which the gradient is taken. */
  readonly parameters: PerParameter<number>;
  /** q with the given parameters, [B, …] each. */
  readonly q: (parameters: Readonly<Record<string, tf.Tensor>>) => Q;
  /** The integrand: [S, B, K] → [S, B]. */
  readonly f: (z: tf.Tensor) => tf.Tensor;
  /** ∂E f/∂parameter, in double precision. */
  readonly gradient: PerParameter<number>;
}

/** The exact moments of a single gradient estimate. */
export interface ExactMoments {
  /** The gradient plus the estimator's bias. */
  readonly mean: number;
  /** Absent where no exact value is known. */
  readonly variance?: number;
}

/** An estimator with the exact moments of its estimates for every case of one kind. */
export interface EstimatorRow<L, E> {
  readonly name: string;
  readonly estimator: E;
  readonly exact: (testCase: L) => PerParameter<ExactMoments>;
  /** Whether its expectation is the gradient in every case. */
  readonly isUnbiased: boolean;
}
