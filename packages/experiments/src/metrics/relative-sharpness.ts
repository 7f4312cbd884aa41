import type { SampleShape } from "@vae-lab/core/data";
import { highFrequencyShare } from "./spectrum.ts";

type ImageShape = Extract<SampleShape, { kind: "image" }>;

/** Each channel of each image as an image of its own: channels last → N·C planes. */
const planesOf = (images: Float32Array, { width, height, channels }: ImageShape): Float32Array => {
  if (channels === 1) return images;
  const area = width * height;
  const planes = new Float32Array(images.length);
  for (let i = 0; i < images.length; i++) {
    const channel = i % channels;
    const pixel = Math.floor(i / channels);
    const image = Math.floor(pixel / area);
    planes[(image * channels + channel) * area + (pixel % area)] = images[i] as number;
  }
  return planes;
};

/**
 * The sharpness of images relative to that of `data`: the share of power at high spatial frequencies,
 * the power summed over images and, in colour, over channels. Undefined for vectors, which have no
 * spatial frequencies, and for flat images.
 */
export const relativeSharpness = (
  data: Float32Array,
  shape: SampleShape,
): ((images: Float32Array) => number) | undefined => {
  if (shape.kind === "vector") return undefined;
  const share = (images: Float32Array) =>
    highFrequencyShare(planesOf(images, shape), shape.width, shape.height);
  const dataShare = share(data);
  return dataShare > 0 ? (images) => share(images) / dataShare : undefined;
};
