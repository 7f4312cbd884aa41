import type * as tf from "@tensorflow/tfjs";

/** Scalars by name: what of an objective changes from step to step, as it is at one step. */
export type Scheduled = Readonly<Record<string, tf.Tensor>>;

/** What a step sees of the data, and the numbers that are the step's own. */
export interface Minibatch {
  /** [B, D]. */
  readonly x: tf.Tensor;
  /** Which rows of the training data they are, int32 [B]: for posteriors that have parameters for each. */
  readonly rows?: tf.Tensor;
  /** What the objective schedules, as it is at this step, by name: scalars. */
  readonly scheduled?: Scheduled;
}
