import type * as tf from "@tensorflow/tfjs";
import type { Rng } from "../random/rng.ts";

/** A law that says how likely a code is; a prior need not know more. */
export interface Density {
  /** log q(z): [S, B, K] → [S, B]. */
  logProb(z: tf.Tensor): tf.Tensor;
}

/**
 * What the score-function estimator asks of a law over codes [B, K]: draws, and how likely they
 * were. Gradients flow to the law's parameters through `logProb` alone.
 */
export interface Distribution extends Density {
  /** z: [S, B, K]. */
  sample(rng: Rng, samples: number): tf.Tensor;
}

/** What the pathwise estimator asks: draws that are differentiable in the law's parameters. */
export interface Reparameterizable {
  /** z = g(parameters, ε): [S, B, K]. */
  reparameterizedSample(rng: Rng, samples: number): tf.Tensor;
}

/** What estimators ask that follow the draws of a law but not its density's own parameters. */
export interface Stoppable {
  /** The same density, its parameters constants to differentiation. */
  stopped(): Density;
}

export interface WithMean {
  /** E z: [B, K]. */
  readonly mean: tf.Tensor;
}

export interface WithEntropy {
  /** −E log q(z): [B], in nats. */
  entropy(): tf.Tensor;
}

/** A law with finitely many values, over which expectations can be summed exactly. */
export interface Enumerable {
  /** All M values: [M, B, K]. */
  states(): tf.Tensor;
}

/** A discrete law whose draws are those of a continuous one, hardened: b = H(y). */
export interface Relaxable {
  /** The law of y at a temperature > 0. */
  relaxed(options: { readonly temperature: number }): Relaxed;
}

/**
 * A continuous law over y, in coordinates in which neither draws nor densities overflow at any
 * temperature (logits, or logarithms): what f is given is `soften(y)`.
 */
export interface Relaxed extends Distribution, Reparameterizable {
  /** The relaxed code, which tends to H(y) as the temperature falls: [S, B, K] → [S, B, K]. */
  soften(y: tf.Tensor): tf.Tensor;
  /** H(y), a draw of the discrete law: [S, B, K] → [S, B, K]. No gradient passes. */
  harden(y: tf.Tensor): tf.Tensor;
  /** A draw of y given that H(y) = b, differentiable in the law's parameters: b [S, B, K] → [S, B, K]. */
  reparameterizedSampleGiven(b: tf.Tensor, rng: Rng): tf.Tensor;
}

/** p(z): the law that codes should follow, one for all examples. */
export interface Prior extends Density {
  /** Draws of the shape [S, B, K]. */
  sample(rng: Rng, shape: number[]): tf.Tensor;
}

/**
 * A law whose derivative in each of its J parameters is a difference of two laws:
 * ∂q/∂parameterⱼ = coefficientⱼ (q⁺ⱼ − q⁻ⱼ) (Pflug 1996).
 */
export interface WeaklyDifferentiable {
  /** Draws of the two laws for each parameter; z [S, B, K] are draws of q that they may share. */
  weakDerivatives(z: tf.Tensor, rng: Rng): readonly WeakDerivative[];
}

export interface WeakDerivative {
  /** [B, J]. */
  readonly parameter: tf.Tensor;
  /** [B, J]. */
  readonly coefficient: tf.Tensor;
  /** Draws of q⁺ⱼ: [J, S, B, K]. */
  readonly plus: tf.Tensor;
  /** Draws of q⁻ⱼ: [J, S, B, K]. */
  readonly minus: tf.Tensor;
}
