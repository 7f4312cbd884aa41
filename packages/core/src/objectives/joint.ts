import type * as tf from "@tensorflow/tfjs";
import type { NormalReference } from "../distributions/normal.ts";
import type { Rng } from "../random/rng.ts";

/** q(z|x), p(z) and p(x|z) for the x of one minibatch: the input of an objective. */
export interface Joint<Q, P = NormalReference> {
  /** A distribution over codes [B, K]. */
  readonly q: Q;
  readonly prior: P;
  /** log p(x|z): z [S, B, K] → [S, B]. */
  logLikelihood(z: tf.Tensor): tf.Tensor;
  /**
   * log q(z|x) of B pairs sampled from the model, p(z) p(x|z), with gradients only to q: [B]. Absent if
   * the model cannot be sampled.
   */
  sleepLogProb?(rng: Rng): tf.Tensor;
}
