import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import { convolution } from "../networks/convolution.ts";
import { mlp, relu } from "../networks/mlp.ts";
import { type Network, together } from "../networks/parameters.ts";
import { ShapeError } from "../tensors/shapes.ts";
import type { Sizes } from "./sizes.ts";

/** What is before an encoder's heads: [B, D] → [B, outputs]. */
export interface Body extends Network {
  readonly outputs: number;
}

export type MakeBody = (sizes: Sizes) => Body;

/** Dense relu layers of the widths in `hidden`. */
export const denseBody: MakeBody = ({ dataSize, hidden, initialiser }) => {
  const widths = [dataSize, ...hidden];
  return {
    ...mlp({ name: "encoder.hidden", widths, initialiser }),
    outputs: widths.at(-1) ?? dataSize,
  };
};

export interface ImageOptions {
  readonly width: number;
  readonly height: number;
  /** Of the convolutions, from the image on; the decoder has them in reverse. [32, 64] if not given. */
  readonly channels?: readonly number[];
}

/** The heights and widths after each convolution of stride 2, the image's own first. */
export const scalesOf = (
  { width, height, channels = [32, 64] }: ImageOptions,
  dataSize: number,
): { readonly channels: readonly number[]; readonly sizes: readonly [number, number][] } => {
  requireCount("width", width);
  requireCount("height", height);
  channels.forEach((count, i) => {
    requireCount(`channels[${i}]`, count);
  });
  if (width * height !== dataSize)
    throw new ShapeError(`width × height must be dataSize = ${dataSize}, got ${width} × ${height}`);
  const sizes: [number, number][] = [[height, width]];
  for (const _ of channels) {
    const [h, w] = sizes.at(-1) ?? [0, 0];
    sizes.push([Math.ceil(h / 2), Math.ceil(w / 2)]);
  }
  return { channels, sizes };
};

/** Convolutions of stride 2 with relus, then the dense layers of `hidden` (Chollet 2020, Keras example). */
export const convolutionalBody =
  (image: ImageOptions): MakeBody =>
  ({ dataSize, hidden, initialiser }) => {
    const { channels, sizes } = scalesOf(image, dataSize);
    const layers = channels.map((outputs, i) =>
      convolution({
        name: `encoder.convolution.${i + 1}`,
        inputs: channels[i - 1] ?? 1,
        outputs,
        initialiser,
      }),
    );
    const [h, w] = sizes.at(-1) ?? [0, 0];
    const flat = h * w * (channels.at(-1) ?? 1);
    const widths = [flat, ...hidden];
    const dense = mlp({ name: "encoder.hidden", widths, initialiser });
    return {
      ...together(...layers, dense),
      outputs: widths.at(-1) ?? flat,
      apply: (parameters, x) => {
        const images = tf.reshape(x, [-1, image.height, image.width, 1]);
        const features = layers.reduce((a, layer) => relu(layer.apply(parameters, a)), images);
        return dense.apply(parameters, features.reshape([-1, flat]));
      },
    };
  };
