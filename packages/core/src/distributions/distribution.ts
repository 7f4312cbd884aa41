import type * as tf from "@tensorflow/tfjs";
import type { Rng } from "../random.ts";

/**
 * What the score-function estimator asks of a law over codes [B, K]: draws, and how likely they
 * were. Gradients flow to the law's parameters through `logProb` alone.
 */
export interface Distribution {
  /** z: [S, B, K]. */
  sample(rng: Rng, samples: number): tf.Tensor;
  /** log q(z): [S, B, K] → [S, B]. */
  logProb(z: tf.Tensor): tf.Tensor;
}

/** What the pathwise estimator asks: draws that are differentiable in the law's parameters. */
export interface Reparameterizable {
  /** E z: [B, K]. */
  readonly mean: tf.Tensor;
  /** z = g(parameters, ε): [S, B, K]. */
  reparameterizedSample(rng: Rng, samples: number): tf.Tensor;
}
