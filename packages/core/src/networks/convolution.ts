import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import { withGradient } from "../tensors/gradients.ts";
import { glorotUniform, type Initialiser, initialised } from "./initialiser.ts";
import { type Network, type Parameters, parameter } from "./parameters.ts";

/** Options of `convolution` and `transposedConvolution`. */
export interface ConvolutionOptions {
  readonly name: string;
  /** Channels. */
  readonly inputs: number;
  readonly outputs: number;
  /** Width and height of the filters. Default: 3. */
  readonly side?: number;
  readonly initialiser?: Initialiser | undefined;
}

const stride = 2;
type Images = tf.Tensor4D;

/**
 * dL/dW of a "same" convolution of stride 2, computed as a dilated convolution with batch and
 * channels swapped and dy as the filters: WebAssembly has no op for it. large [B, H, W, I] and small
 * [B, ⌈H/2⌉, ⌈W/2⌉, O] → [side, side, I, O].
 */
export const filterGradient = (large: tf.Tensor, small: tf.Tensor, side: number): tf.Tensor => {
  const [, height = 0, width = 0] = large.shape;
  const [, rows = 0, columns = 0] = small.shape;
  const around = (size: number, out: number): [number, number] => {
    const missing = Math.max((out - 1) * stride + side - size, 0);
    return [Math.floor(missing / 2), Math.ceil(missing / 2)];
  };
  const padded = tf.pad(large as Images, [
    [0, 0],
    around(height, rows),
    around(width, columns),
    [0, 0],
  ]);
  const found = tf.conv2d(
    padded.transpose<Images>([3, 1, 2, 0]),
    tf.transpose(small as Images, [1, 2, 0, 3]),
    1,
    "valid",
    "NHWC",
    stride,
  );
  return found.transpose([1, 2, 0, 3]).slice([0, 0, 0, 0], [side, side, -1, -1]);
};

const down = (x: tf.Tensor, w: tf.Tensor): tf.Tensor =>
  tf.conv2d(x as Images, w as Images, stride, "same");
const up = (x: tf.Tensor, w: tf.Tensor, shape: number[]): tf.Tensor =>
  tf.conv2dTranspose(
    x as Images,
    w as Images,
    shape as [number, number, number, number],
    stride,
    "same",
  );

/** `down` and `up` with gradients composed of ops that every backend has. */
export const portableDown = (x: tf.Tensor, w: tf.Tensor): tf.Tensor =>
  withGradient(
    [x, w],
    () => ({ value: down(x, w), saved: [x, w] }),
    (dy, [image, filters]) => [
      up(dy, filters, image.shape),
      filterGradient(image, dy, filters.shape[0] ?? 0),
    ],
  );
export const portableUp = (x: tf.Tensor, w: tf.Tensor, shape: number[]): tf.Tensor =>
  withGradient(
    [x, w],
    () => ({ value: up(x, w, shape), saved: [x, w] }),
    (dy, [image, filters]) => [down(dy, filters), filterGradient(dy, image, filters.shape[0] ?? 0)],
  );

const layer = (
  { name, inputs, outputs, side = 3, initialiser = glorotUniform }: ConvolutionOptions,
  shape: (side: number) => number[],
  apply: (x: tf.Tensor, w: tf.Tensor) => tf.Tensor,
): Network => {
  requireCount(`the inputs of ${name}`, inputs);
  requireCount(`the outputs of ${name}`, outputs);
  requireCount(`the side of ${name}`, side);
  const weights = `${name}.weights`;
  const bias = `${name}.bias`;
  return {
    shapes: { [weights]: shape(side), [bias]: [outputs] },
    init: (rng): Parameters => ({
      // Fan-in is side² · inputs, fan-out side² · outputs
      [weights]: tf.tidy(() =>
        initialised(initialiser, rng.fold(weights), side * side * inputs, side * side * outputs)
          .slice([0, 0], [side * side * inputs, outputs])
          .reshape(shape(side)),
      ),
      [bias]: tf.zeros([outputs]),
    }),
    apply: (parameters, x) =>
      apply(x, parameter(parameters, weights)).add(parameter(parameters, bias)),
  };
};

/** A "same" convolution of stride 2: [B, H, W, inputs] → [B, ⌈H/2⌉, ⌈W/2⌉, outputs]. */
export const convolution = (options: ConvolutionOptions): Network =>
  layer(
    options,
    (side) => [side, side, options.inputs, options.outputs],
    (x, w) => (tf.getBackend() === "wasm" ? portableDown(x, w) : down(x, w)),
  );

/** A transposed convolution of stride 2: [B, ⌈H/2⌉, ⌈W/2⌉, inputs] → [B, H, W, outputs], H and W as given. */
export const transposedConvolution = (
  options: ConvolutionOptions & { readonly height: number; readonly width: number },
): Network => {
  const { inputs, outputs, height, width } = options;
  return layer(
    options,
    (side) => [side, side, outputs, inputs],
    (x, w) => {
      const shape = [x.shape[0] ?? 0, height, width, outputs];
      return tf.getBackend() === "wasm" ? portableUp(x, w, shape) : up(x, w, shape);
    },
  );
};
