import * as tf from "@tensorflow/tfjs";
import { loadDataset } from "@vae-lab/experiments";
import { statelessNormal } from "tfjs-jit";
import type { BenchModel, Noise } from "../models/bench-model.ts";
import type { ModelSpec } from "../models/model-spec.ts";

/** The first images of MNIST, [rows, 784]. */
export const images = async ({ rows }: ModelSpec): Promise<tf.Tensor2D> => {
  const largest = 60_000;
  const { train } = await loadDataset({ name: "mnist", trainSize: Math.min(rows, largest) });
  const whole = tf.tensor2d(train.values, [train.size, 784]);
  if (rows <= largest) return whole;
  return tf.tidy(() => tf.concat([whole, whole.slice([0, 0], [rows - largest, 784])]));
};

/** The images of step number `step`, from 0: in their order, again from the start at the end. */
export const indicesOf = ({ batchSize, rows }: ModelSpec, step: number): Int32Array =>
  Int32Array.from({ length: batchSize }, (_, i) => (step * batchSize + i) % rows);

/** The shape of each stream of noise that a loss draws for a minibatch. */
const shapesOf = (
  { initial, loss }: BenchModel,
  { batchSize }: ModelSpec,
): ReadonlyMap<string, readonly number[]> => {
  const shapes = new Map<string, readonly number[]>();
  tf.tidy(() =>
    loss(initial(), tf.zeros([batchSize, 784]), (stream, shape) => {
      shapes.set(stream, shape);
      return tf.zeros([...shape]);
    }),
  );
  return shapes;
};

/** The streams of noise that a loss draws from. */
export const streamsOf = (model: BenchModel, spec: ModelSpec): string[] => [
  ...shapesOf(model, spec).keys(),
];

/** The same numbers at each step. */
export const noiseDrawnOnce = (model: BenchModel, spec: ModelSpec): Noise => {
  const drawn = new Map(
    [...shapesOf(model, spec)].map(([stream, shape], i) => [
      stream,
      statelessNormal(shape, [i + 1, 0]),
    ]),
  );
  return (stream) => {
    const found = drawn.get(stream);
    if (found === undefined)
      throw new Error(`cannot draw from stream ${stream}: the loss did not draw from it before`);
    return found;
  };
};

export const seedsOf = (
  streams: readonly string[],
  step: number,
): Record<string, readonly [number, number]> =>
  Object.fromEntries(streams.map((stream, i) => [stream, [i + 1, step] as const]));

export const learningRate = 1e-3;
