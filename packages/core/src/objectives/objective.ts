import type * as tf from "@tensorflow/tfjs";
import type { NormalReference } from "../distributions/normal.ts";
import type { Joint } from "../joint.ts";
import type { Rng } from "../random.ts";
import type { Controller } from "../schedules/controller.ts";
import type { Schedule } from "../schedules/schedule.ts";

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

/** Scalars by name: what of an objective changes from step to step, as it is at one step. */
export type Scheduled = Readonly<Record<string, tf.Tensor>>;

/**
 * What is maximised over a minibatch; E is the kind of estimator that it asks for. A property, not
 * a method: methods are compared so loosely that an estimator of another law would fit.
 */
export interface Objective<Q, E, P = NormalReference> {
  /** Its numbers that change from step to step; `bound` is given their values. */
  readonly schedules?: Readonly<Record<string, Schedule>>;
  /** The same, where they follow from what was measured. */
  readonly controllers?: Readonly<Record<string, Controller>>;
  readonly bound: (joint: Joint<Q, P>, estimator: E, rng: Rng, scheduled?: Scheduled) => Bound;
}
