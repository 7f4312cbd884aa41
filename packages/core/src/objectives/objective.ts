import type * as tf from "@tensorflow/tfjs";
import type { NormalReference } from "../distributions/normal.ts";

/** What is maximised, per example, and its named parts; [B] each, in nats. */
export interface Bound {
  readonly bound: tf.Tensor;
  /** The regulariser's own value, before beta. */
  readonly regulariser?: tf.Tensor;
  /** KL(q(z|x)‖p(z)), where the bound has evaluated it anyway. */
  readonly rate?: tf.Tensor;
}

/** From the estimate [B] of E_q log p(x|z), whose gradient is the estimator's, to a bound. */
export interface Objective<Q> {
  bound(reconstruction: tf.Tensor, posterior: Q, prior: NormalReference): Bound;
}
