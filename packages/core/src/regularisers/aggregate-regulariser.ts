import type * as tf from "@tensorflow/tfjs";
import type { Normal, NormalPrior } from "../distributions/normal.ts";
import type { Rng } from "../random/rng.ts";

/**
 * What pulls the codes of a whole minibatch to the prior: it sees every q(z|x) at once and draws
 * from them, so it is a number for all examples, or one for each. The law of local stability does not
 * apply to those of q(z) = mean q(z|x), which a code may match without any rate.
 */
export interface AggregateRegulariser {
  readonly name: string;
  /** [] or [B]. */
  estimate(q: Normal, prior: NormalPrior, rng: Rng): tf.Tensor;
}
