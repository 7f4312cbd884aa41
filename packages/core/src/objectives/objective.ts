import type * as tf from "@tensorflow/tfjs";
import type { NormalReference } from "../distributions/normal.ts";
import type { Joint } from "../joint.ts";
import type { Rng } from "../random.ts";

/** What is maximised, per example, and its named parts; [B] each, in nats. */
export interface Bound {
  /** Its gradient is the estimator's. */
  readonly bound: tf.Tensor;
  /** E_q log p(x|z), estimated. */
  readonly reconstruction: tf.Tensor;
  /** The regulariser's own value, before beta. */
  readonly regulariser?: tf.Tensor;
  /** KL(q(z|x)‖p(z)), where the bound has evaluated it anyway. */
  readonly rate?: tf.Tensor;
}

/** What is maximised over a minibatch; E is the kind of estimator that it asks for. */
export interface Objective<Q, E, P = NormalReference> {
  bound(joint: Joint<Q, P>, estimator: E, rng: Rng): Bound;
}
