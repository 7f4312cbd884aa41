import type * as tf from "@tensorflow/tfjs";
import type { Integrand } from "./integrand.ts";

/** Numbers for each parameter of a law, one for each of its coordinates. */
export type PerParameter<T> = Readonly<Record<string, readonly T[]>>;

/** E_q f(z) with parameters at which its gradient is known. */
export interface Law<Q> {
  readonly name: string;
  /** What f is like. */
  readonly integrand: Integrand;
  /** Where the gradient is taken. */
  readonly parameters: PerParameter<number>;
  /** q of [B, …] each. */
  readonly q: (parameters: Readonly<Record<string, tf.Tensor>>) => Q;
  /** [S, B, K] → [S, B]. */
  readonly f: (z: tf.Tensor) => tf.Tensor;
  /** ∂E f/∂parameter, in double precision. */
  readonly gradient: PerParameter<number>;
}

/** What is known exactly of one estimate. */
export interface ExactMoments {
  /** Its expectation: the gradient and the bias. */
  readonly mean: number;
  /** Absent where it is not known. */
  readonly variance?: number;
}

/** An estimator and what it makes of the laws of one kind. */
export interface EstimatorRow<L, E> {
  readonly name: string;
  readonly estimator: E;
  readonly exact: (law: L) => PerParameter<ExactMoments>;
  /** Whether its expectation is the gradient, whatever the law. */
  readonly isUnbiased: boolean;
}
