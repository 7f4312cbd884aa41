import type * as tf from "@tensorflow/tfjs";

/** Values at one step of an objective's scheduled coefficients, by name: scalars. */
export type Scheduled = Readonly<Record<string, tf.Tensor>>;

/** The data of one training step, and the values of scheduled coefficients at that step. */
export interface Minibatch {
  /** [B, D]. */
  readonly x: tf.Tensor;
  /** Indices of the rows in the training data, int32 [B], for posteriors with parameters per row. */
  readonly rows?: tf.Tensor;
  /** Values of the objective's scheduled coefficients at this step, by name: scalars. */
  readonly scheduled?: Scheduled;
}
