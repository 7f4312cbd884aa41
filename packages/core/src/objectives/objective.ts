import type * as tf from "@tensorflow/tfjs";
import type { Scheduled } from "../data/minibatch.ts";
import type { NormalReference } from "../distributions/normal.ts";
import type { Rng } from "../random/rng.ts";
import type { ChangingCoefficients } from "../schedules/coefficient.ts";
import type { Joint } from "./joint.ts";

/** The value of an objective for each example, and its parts: [B] each, in nats. */
export interface Bound {
  /** The quantity that is maximised. Its gradient is the estimator's. */
  readonly bound: tf.Tensor;
  /** The estimate of E_q log p(x|z). */
  readonly reconstruction: tf.Tensor;
  /** The regulariser before its weight. */
  readonly regulariser?: tf.Tensor;
  /** KL(q(z|x)‖p(z)), exact or estimated from the samples of the bound. */
  readonly rate?: tf.Tensor;
}

/**
 * An objective, maximised over a minibatch, for posteriors Q and priors P; E is the type of its
 * estimator. `bound` is a property, not a method: TypeScript compares the parameters of methods
 * bivariantly and would accept an estimator for another posterior.
 */
export interface Objective<Q, E, P = NormalReference> extends ChangingCoefficients {
  readonly bound: (joint: Joint<Q, P>, estimator: E, rng: Rng, scheduled?: Scheduled) => Bound;
}
