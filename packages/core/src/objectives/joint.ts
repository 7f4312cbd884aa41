import type * as tf from "@tensorflow/tfjs";
import type { NormalReference } from "../distributions/normal.ts";
import type { Rng } from "../random/rng.ts";

/** q(z|x), p(z) and p(x|z) for the x of one minibatch: all that an objective sees. */
export interface Joint<Q, P = NormalReference> {
  /** A law over codes [B, K]. */
  readonly q: Q;
  readonly prior: P;
  /** log p(x|z): z [S, B, K] → [S, B]. */
  logLikelihood(z: tf.Tensor): tf.Tensor;
  /**
   * log q(z|x) of as many pairs as there are examples, drawn from the model's own p(z) p(x|z), with
   * gradients to q alone: [B]. Absent where the model cannot draw.
   */
  sleepLogProb?(rng: Rng): tf.Tensor;
}
