import { type AffineTransform, sampleLength } from "@vae-lab/core/data";
import { type Samples, type ValueRange, valueRange } from "@vae-lab/data";
import type { OwnDataset } from "../../config/dataset.ts";

type Scale = NonNullable<OwnDataset["scale"]>;

/** What is constant is shifted to 0 and keeps its unit. */
const orOne = (scale: number): number => (scale > 0 ? scale : 1);

/** The smallest and the largest value of each column. */
const columnRanges = ({ values, shape }: Samples) => {
  const columns = sampleLength(shape);
  const min = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
  const max = new Float64Array(columns).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0, column = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value < (min[column] as number)) min[column] = value;
    if (value > (max[column] as number)) max[column] = value;
    if (++column === columns) column = 0;
  }
  return { min, max };
};

const perColumn: Record<Scale, (samples: Samples, range: ValueRange) => AffineTransform> = {
  unit: (samples) => {
    const { min, max } = columnRanges(samples);
    return {
      shift: [...min],
      scale: Array.from(min, (least, d) => orOne((max[d] as number) - least)),
    };
  },
  standardise: (_, { means, sds }) => ({ shift: [...means], scale: Array.from(sds, orOne) }),
};

const forAll: Record<Scale, (range: ValueRange) => AffineTransform> = {
  unit: ({ min, max }) => ({ shift: min, scale: orOne(max - min) }),
  standardise: ({ mean, sd }) => ({ shift: mean, scale: orOne(sd) }),
};

/**
 * The transform that brings training samples to the range [0, 1], or to mean 0 and standard deviation 1
 * (divided by N): column by column for vectors, whose columns have units of their own, and with one
 * number for all values of images.
 */
export const estimateTransform = (scale: Scale, train: Samples): AffineTransform => {
  const range = valueRange(train);
  return train.shape.kind === "vector" ? perColumn[scale](train, range) : forAll[scale](range);
};
