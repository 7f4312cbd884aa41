import type { SampleShape } from "@vae-lab/core/data";
import { planesOf } from "./image-planes.ts";
import { highFrequencyShare } from "./spectrum.ts";

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
