import type * as tf from "@tensorflow/tfjs";
import type { Scheduled } from "../data/minibatch.ts";
import type { NormalReference } from "../distributions/normal.ts";
import type { Rng } from "../random/rng.ts";
import type { ChangingCoefficients } from "../schedules/coefficient.ts";
import type { Joint } from "./joint.ts";

/** What is maximised, per example, and its named parts; [B] each, in nats. */
export interface Bound {
  /** Its gradient is the estimator's. */
  readonly bound: tf.Tensor;
  /** E_q log p(x|z), estimated. */
  readonly reconstruction: tf.Tensor;
  /** The regulariser's own value, before beta. */
  readonly regulariser?: tf.Tensor;
  /** KL(q(z|x)‖p(z)): exact, or estimated from the draws of the bound. */
  readonly rate?: tf.Tensor;
}

/**
 * What is maximised over a minibatch; E is the kind of estimator that it asks for. A property, not
 * a method: methods are compared so loosely that an estimator of another law would fit.
 */
export interface Objective<Q, E, P = NormalReference> extends ChangingCoefficients {
  readonly bound: (joint: Joint<Q, P>, estimator: E, rng: Rng, scheduled?: Scheduled) => Bound;
}
