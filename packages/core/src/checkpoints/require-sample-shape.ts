import { requireCount, shown } from "../arguments.ts";
import { type SampleShape, sampleAxes } from "../data/sample-shape.ts";

/** @throws RangeError for another kind, and for a length that is not a whole number ≥ 1 */
export const requireSampleShape = (sample: SampleShape): void => {
  if (sample?.kind !== "image" && sample?.kind !== "vector")
    throw new RangeError(`sample.kind must be one of image, vector, got ${shown(sample)}`);
  for (const length of sampleAxes(sample)) requireCount("each length of sample", length);
};
