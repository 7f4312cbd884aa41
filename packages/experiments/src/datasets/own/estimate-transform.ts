import type { AffineTransform, SampleShape } from "@vae-lab/core/data";
import { type ValueRange, valueRange } from "@vae-lab/data";
import type { OwnDataset } from "../../config/dataset.ts";
import type { Split } from "../dataset.ts";

type Scale = NonNullable<OwnDataset["scale"]>;

/** What is constant is shifted to 0 and keeps its unit. */
const orOne = (scale: number): number => (scale > 0 ? scale : 1);

/** The smallest and the largest value of each column. */
const columnRanges = (values: Float32Array, columns: number) => {
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

type Estimate = (values: Float32Array, range: ValueRange) => AffineTransform;

const perColumn: Record<Scale, Estimate> = {
  unit: (values, { means }) => {
    const { min, max } = columnRanges(values, means.length);
    return {
      shift: [...min],
      scale: Array.from(min, (least, d) => orOne((max[d] as number) - least)),
    };
  },
  standardise: (_, { means, sds }) => ({ shift: [...means], scale: Array.from(sds, orOne) }),
};

const forAll: Record<Scale, Estimate> = {
  unit: (_, { min, max }) => ({ shift: min, scale: orOne(max - min) }),
  standardise: (_, { mean, sd }) => ({ shift: mean, scale: orOne(sd) }),
};

/**
 * The transform that brings training samples to the range [0, 1], or to mean 0 and standard deviation 1
 * (divided by N): column by column for vectors, whose columns have units of their own, and with one
 * number for all values of images.
 */
export const estimateTransform = (
  scale: Scale,
  { size, values }: Pick<Split, "size" | "values">,
  shape: SampleShape,
): AffineTransform => {
  const estimate = shape.kind === "vector" ? perColumn : forAll;
  return estimate[scale](values, valueRange({ size, values, shape }));
};
