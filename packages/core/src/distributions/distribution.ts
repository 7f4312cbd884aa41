import type * as tf from "@tensorflow/tfjs";
import type { Rng } from "../random/rng.ts";

/** A distribution with a density of codes. */
export interface Density {
  /** log q(z): [S, B, K] → [S, B]. */
  logProb(z: tf.Tensor): tf.Tensor;
}

/**
 * A distribution over codes [B, K] for the score-function estimator: samples with their density.
 * Gradients flow to its parameters through `logProb` only.
 */
export interface Distribution extends Density {
  /** z: [S, B, K]. */
  sample(rng: Rng, samples: number): tf.Tensor;
}

/** A distribution for the pathwise estimator: samples are differentiable in its parameters. */
export interface Reparameterizable {
  /** z = g(parameters, ε): [S, B, K]. */
  reparameterizedSample(rng: Rng, samples: number): tf.Tensor;
}

/** A distribution whose density can be used without gradients to its own parameters. */
export interface Stoppable {
  /** The density with its parameters held constant in differentiation. */
  stopped(): Density;
}

/** A distribution whose mean has a closed form. */
export interface WithMean {
  /** E z: [B, K]. */
  readonly mean: tf.Tensor;
}

/** A distribution whose entropy has a closed form. */
export interface WithEntropy {
  /** −E log q(z): [B], in nats. */
  entropy(): tf.Tensor;
}

/** A distribution with finitely many values, so that expectations are exact sums. */
export interface Enumerable {
  /** All M values: [M, B, K]. */
  states(): tf.Tensor;
}

/** A discrete distribution whose samples are b = H(y) for a continuous y. */
export interface Relaxable {
  /** The distribution of y at a temperature > 0. */
  relaxed(options: { readonly temperature: number }): Relaxed;
}

/**
 * A continuous relaxation over y, in coordinates (logits or logarithms) where neither samples nor
 * densities overflow at any temperature. f receives `soften(y)`.
 */
export interface Relaxed extends Distribution, Reparameterizable {
  /** The relaxed code, which tends to H(y) as the temperature falls: [S, B, K] → [S, B, K]. */
  soften(y: tf.Tensor): tf.Tensor;
  /** H(y), a sample of the discrete distribution: [S, B, K] → [S, B, K]. It has no gradient. */
  harden(y: tf.Tensor): tf.Tensor;
  /** A sample of y given H(y) = b, differentiable in the parameters: b [S, B, K] → [S, B, K]. */
  reparameterizedSampleGiven(b: tf.Tensor, rng: Rng): tf.Tensor;
}

/** The prior p(z), one for all examples. */
export interface Prior extends Density {
  /** Samples of shape [S, B, K]. */
  sample(rng: Rng, shape: number[]): tf.Tensor;
}

/**
 * A distribution whose derivative in each of its J parameters is a difference of two distributions:
 * ∂q/∂parameterⱼ = coefficientⱼ (q⁺ⱼ − q⁻ⱼ) (Pflug 1996).
 */
export interface WeaklyDifferentiable {
  /** Samples of the two distributions per parameter; they may share the samples z [S, B, K] of q. */
  weakDerivatives(z: tf.Tensor, rng: Rng): readonly WeakDerivative[];
}

/** The derivative in J parameters as a difference of two expectations, times a coefficient. */
export interface WeakDerivative {
  /** [B, J]. */
  readonly parameter: tf.Tensor;
  /** [B, J]. */
  readonly coefficient: tf.Tensor;
  /** Samples of q⁺ⱼ: [J, S, B, K]. */
  readonly plus: tf.Tensor;
  /** Samples of q⁻ⱼ: [J, S, B, K]. */
  readonly minus: tf.Tensor;
}
