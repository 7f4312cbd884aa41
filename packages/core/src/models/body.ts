import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import { convolution } from "../networks/convolution.ts";
import { mlp, relu } from "../networks/mlp.ts";
import { joinParameters, type Network } from "../networks/parameters.ts";
import { withOptions } from "../options.ts";
import { ShapeError } from "../tensors/shapes.ts";
import type { Sizes } from "./sizes.ts";

/** The layers before an encoder's heads: [B, D], or [B, D + conditionSize], → [B, outputs]. */
export interface Body extends Network {
  readonly outputs: number;
}

/** Makes the layers before an encoder's heads for a model of these sizes. */
export type MakeBody = (sizes: Sizes) => Body;

/** Dense relu layers with the widths in `hidden`. */
export const denseBody: MakeBody = ({ dataSize, conditionSize = 0, hidden, initialiser }) => {
  const inputs = dataSize + conditionSize;
  const widths = [inputs, ...hidden];
  return {
    ...mlp({ name: "encoder.hidden", widths, initialiser }),
    outputs: widths.at(-1) ?? inputs,
  };
};

/** The size of the images of a convolutional model, and its channels. */
export interface ImageOptions {
  readonly width: number;
  readonly height: number;
  /** Channels of the image, the last axis of a row of x: 3 for colour. Default: 1. */
  readonly imageChannels?: number;
  /** Channels of the convolutions, from the image on; the decoder reverses them. Default: [32, 64]. */
  readonly channels?: readonly number[];
}

export const imageOptions = {
  width: "required",
  height: "required",
  imageChannels: "optional",
  channels: "optional",
} as const;

/** The image's height and width, then those after each convolution of stride 2. */
export const scalesOf = (
  { width, height, imageChannels = 1, channels = [32, 64] }: ImageOptions,
  dataSize: number,
): { readonly channels: readonly number[]; readonly sizes: readonly [number, number][] } => {
  requireCount("width", width);
  requireCount("height", height);
  requireCount("imageChannels", imageChannels);
  channels.forEach((count, i) => {
    requireCount(`channels[${i}]`, count);
  });
  if (width * height * imageChannels !== dataSize)
    throw new ShapeError(
      `cannot use images of ${width} × ${height} × ${imageChannels} (width, height, imageChannels): dataSize must be their product (got ${dataSize})`,
    );
  const sizes: [number, number][] = [[height, width]];
  for (const _ of channels) {
    const [h, w] = sizes.at(-1) ?? [0, 0];
    sizes.push([Math.ceil(h / 2), Math.ceil(w / 2)]);
  }
  return { channels, sizes };
};

/**
 * Convolutions of stride 2 with relus, then the dense layers in `hidden` (Chollet 2020, Keras
 * example). A condition is concatenated to the features before the dense layers.
 */
export const convolutionalBody = withOptions(
  "convolutionalBody",
  imageOptions,
  (image: ImageOptions): MakeBody =>
    ({ dataSize, conditionSize = 0, hidden, initialiser }) => {
      const { channels, sizes } = scalesOf(image, dataSize);
      const { width, height, imageChannels = 1 } = image;
      const layers = channels.map((outputs, i) =>
        convolution({
          name: `encoder.convolution.${i + 1}`,
          inputs: channels[i - 1] ?? imageChannels,
          outputs,
          initialiser,
        }),
      );
      const [h, w] = sizes.at(-1) ?? [0, 0];
      const flat = h * w * (channels.at(-1) ?? imageChannels);
      const widths = [flat + conditionSize, ...hidden];
      const dense = mlp({ name: "encoder.hidden", widths, initialiser });
      return {
        ...joinParameters(...layers, dense),
        outputs: widths.at(-1) ?? flat + conditionSize,
        apply: (parameters, x) => {
          const [pixels, condition] =
            conditionSize === 0 ? [x] : (tf.split(x, [dataSize, conditionSize], 1) as tf.Tensor[]);
          const images = tf.reshape(pixels ?? x, [-1, height, width, imageChannels]);
          const features = layers
            .reduce((a, layer) => relu(layer.apply(parameters, a)), images)
            .reshape([-1, flat]);
          return dense.apply(
            parameters,
            condition ? tf.concat([features, condition], 1) : features,
          );
        },
      };
    },
);
