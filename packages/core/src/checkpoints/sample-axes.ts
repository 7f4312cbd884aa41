import { requireCount, shown } from "../arguments.ts";
import type { SampleShape } from "../data/sample-shape.ts";

/** The axes of a sample: [H, W, C] or [D]. */
export const axesOf = (sample: SampleShape): readonly number[] =>
  sample.kind === "image" ? [sample.height, sample.width, sample.channels] : [sample.length];

/** @throws RangeError for another kind, and for a length that is not a whole number ≥ 1 */
export const requireSampleShape = (sample: SampleShape): void => {
  if (sample?.kind !== "image" && sample?.kind !== "vector")
    throw new RangeError(`sample.kind must be one of image, vector, got ${shown(sample)}`);
  for (const length of axesOf(sample)) requireCount("each length of sample", length);
};
