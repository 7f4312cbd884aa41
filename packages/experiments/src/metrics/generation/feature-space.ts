import * as tf from "@tensorflow/tfjs";
import { type Rng, rng } from "@vae-lab/core";
import type { SampleShape } from "@vae-lab/core/data";
import type { ImageShape } from "../image-planes.ts";
import { countOf, type Points } from "./nearest-neighbours.ts";

/** Maps rows of data to features, all on the same scale. */
export type FeatureSpace = (rows: Float32Array) => Points;

/** The number of features of an image. */
export const imageFeatures = 64;

const layers = [
  { size: 5, stride: 2, filters: 16 },
  { size: 3, stride: 2, filters: 32 },
] as const;

const rowsAtOnce = 500;

const weights = (rng: Rng, shape: readonly number[], inputs: number): tf.Tensor =>
  rng.normal([...shape]).mul(Math.sqrt(2 / inputs));

/** The weights of two random convolutions and a random projection. */
const randomWeights = ({ width, height, channels }: ImageShape) => {
  const seed = rng(0).fold("feature space");
  let [rows, columns, inputs] = [height, width, channels];
  const kernels = layers.map(({ size, stride, filters }, layer) => {
    const shape = [size, size, inputs, filters] as const;
    const kernel = weights(seed.fold("layer", layer), shape, size * size * inputs);
    [rows, columns, inputs] = [Math.ceil(rows / stride), Math.ceil(columns / stride), filters];
    return kernel as tf.Tensor4D;
  });
  const flat = rows * columns * inputs;
  const projection = weights(seed.fold("projection"), [flat, imageFeatures], flat);
  return { kernels, projection: projection as tf.Tensor2D };
};

/** Both convolutions and the projection: [N, height, width, channels] → [N, 64]. */
const randomNetwork = (
  images: tf.Tensor4D,
  { kernels, projection }: ReturnType<typeof randomWeights>,
): tf.Tensor => {
  let h = images;
  layers.forEach(({ stride }, layer) => {
    h = tf.relu(tf.conv2d(h, kernels[layer] as tf.Tensor4D, stride, "same"));
  });
  return h.reshape([h.shape[0], -1]).matMul(projection);
};

const raw = (rows: Float32Array, shape: SampleShape): Points => {
  if (shape.kind === "vector") return { values: rows, width: shape.length };
  const { width, height, channels } = shape;
  const size = width * height * channels;
  const count = rows.length / size;
  const values = new Float32Array(count * imageFeatures);
  const network = randomWeights(shape);
  for (let start = 0; start < count; start += rowsAtOnce) {
    const n = Math.min(rowsAtOnce, count - start);
    const part = rows.subarray(start * size, (start + n) * size);
    const features = tf.tidy(() =>
      randomNetwork(tf.tensor4d(part, [n, height, width, channels]), network),
    );
    values.set(features.dataSync(), start * imageFeatures);
    features.dispose();
  }
  tf.dispose(network);
  return { values, width: imageFeatures };
};

/**
 * A fixed feature space for comparing sets of rows. Of images: a network of random weights, as Naeem et
 * al. (2020, section 4.2) recommend for data unlike ImageNet. It has a 5×5 convolution with 16 filters
 * and a 3×3 convolution with 32 filters, both of stride 2 with ReLU, and a linear map to 64 features; the
 * weights are N(0, 2/inputs) of seed 0, without biases. Of vectors: their values. Each feature
 * is centred and divided by its standard deviation over the `reference` rows (constant ones are only
 * centred), so that distances are in standard deviations of the reference. Features of random weights
 * see texture and place, not meaning: numbers are comparable within one data set only.
 */
export const featureSpace = (reference: Float32Array, shape: SampleShape): FeatureSpace => {
  const { values, width } = raw(reference, shape);
  const count = countOf({ values, width });
  const means = new Float64Array(width);
  const squares = new Float64Array(width);
  for (let i = 0; i < values.length; i++) means[i % width] = at(means, i % width) + at(values, i);
  for (let k = 0; k < width; k++) means[k] = at(means, k) / count;
  for (let i = 0; i < values.length; i++)
    squares[i % width] = at(squares, i % width) + (at(values, i) - at(means, i % width)) ** 2;
  const scales = squares.map((sum) => (sum > 1e-12 * count ? Math.sqrt(count / sum) : 1));
  return (rows) => {
    const own = raw(rows, shape);
    const scaled = own.values.map(
      (value, i) => (value - at(means, i % width)) * at(scales, i % width),
    );
    return { values: scaled, width };
  };
};

const at = (values: ArrayLike<number>, index: number): number => values[index] as number;
