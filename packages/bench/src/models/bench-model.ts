import type * as tf from "@tensorflow/tfjs";
import type { Parameters } from "@vae-lab/core/networks";

/** Standard normals of a stream. */
export type Noise = (stream: string, shape: readonly number[]) => tf.Tensor;

/** A model to train: initial parameters, and the mean loss of a minibatch [B, 784]. */
export interface BenchModel {
  readonly initial: () => Parameters;
  readonly loss: (parameters: Parameters, x: tf.Tensor2D, noise: Noise) => tf.Tensor;
}
