import type { SampleShape } from "@vae-lab/core/data";
import { highFrequencyShare } from "./high-frequency-share.ts";
import { planesOf } from "./image-planes.ts";

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
  const shareOfPlanes = highFrequencyShare(shape);
  const share = (images: Float32Array) => shareOfPlanes(planesOf(images, shape));
  const dataShare = share(data);
  return dataShare > 0 ? (images) => share(images) / dataShare : undefined;
};
