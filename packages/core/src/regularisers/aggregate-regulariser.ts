import type * as tf from "@tensorflow/tfjs";
import type { Normal, NormalPrior } from "../distributions/normal.ts";
import type { Rng } from "../random/rng.ts";

/**
 * A regulariser of a whole minibatch of q(z|x), estimated from their samples: one value, or one per
 * example. The condition of local stability of collapse does not apply to regularisers of the aggregate
 * posterior q(z), which can match the prior at any rate.
 */
export interface AggregateRegulariser {
  readonly name: string;
  /** [] or [B]. */
  estimate(q: Normal, prior: NormalPrior, rng: Rng): tf.Tensor;
}
