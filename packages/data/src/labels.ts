import { InputError } from "./input-error.ts";
import type { NumericArray } from "./numeric-array.ts";
import { elementCount, shapeText } from "./numeric-array.ts";
import type { Labels } from "./samples.ts";

const maxClasses = 1000;

const compare = (a: string, b: string): number => Number(a) - Number(b) || (a < b ? -1 : 1);

/**
 * Classes in order (numbers by value, text by code point) and each sample's index among them.
 * @throws InputError for more than 1000 classes: the values are then no labels
 */
export const labelsFrom = (values: Iterable<string>, source: string): Labels => {
  const all = [...values];
  const classes = [...new Set(all)].sort(compare);
  if (classes.length > maxClasses)
    throw new InputError(
      `cannot use ${source} as labels: it holds ${classes.length} different values and at most ${maxClasses} are classes; choose another`,
    );
  const indices = new Map(classes.map((name, index) => [name, index]));
  return { index: Int32Array.from(all, (name) => indices.get(name) as number), classes };
};

/**
 * Labels from an array of N whole numbers, or N × 1.
 * @throws InputError for another shape or fractions
 */
export const labelsFromArray = (
  { shape, values }: NumericArray,
  source: string,
  size: number,
): Labels => {
  if (shape[0] !== size || elementCount(shape) !== size)
    throw new InputError(
      `cannot use ${source} as labels: it must hold one label per sample, ${size} (got shape ${shapeText(shape)})`,
    );
  const fraction = values.findIndex((value) => !Number.isInteger(value));
  if (fraction >= 0)
    throw new InputError(
      `cannot use ${source} as labels: labels are whole numbers (got ${values[fraction]} at ${fraction})`,
    );
  return labelsFrom(Array.from(values, String), source);
};
