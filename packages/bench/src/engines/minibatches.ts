import * as tf from "@tensorflow/tfjs";
import { loadDataset } from "@vae-lab/experiments";
import type { BenchModel } from "../models/bench-model.ts";
import type { ModelSpec } from "../models/model-spec.ts";

/** The first images of MNIST, [rows, 784]. */
export const images = async ({ rows }: ModelSpec): Promise<tf.Tensor2D> => {
  const largest = 60_000;
  const { train } = await loadDataset({ name: "mnist", trainSize: Math.min(rows, largest) });
  const whole = tf.tensor2d(train.images, [train.size, 784]);
  if (rows <= largest) return whole;
  return tf.tidy(() => tf.concat([whole, whole.slice([0, 0], [rows - largest, 784])]));
};

/** Which images step number `step`, from 0, sees: they go round in their order. */
export const indicesOf = ({ batchSize, rows }: ModelSpec, step: number): Int32Array =>
  Int32Array.from({ length: batchSize }, (_, i) => (step * batchSize + i) % rows);

/** The streams of noise that a loss draws from. */
export const streamsOf = ({ initial, loss }: BenchModel, { batchSize }: ModelSpec): string[] => {
  const streams = new Set<string>();
  tf.tidy(() =>
    loss(initial(), tf.zeros([batchSize, 784]), (stream, shape) => {
      streams.add(stream);
      return tf.zeros([...shape]);
    }),
  );
  return [...streams];
};

export const seedsOf = (
  streams: readonly string[],
  step: number,
): Record<string, readonly [number, number]> =>
  Object.fromEntries(streams.map((stream, i) => [stream, [i + 1, step] as const]));

export const learningRate = 1e-3;
