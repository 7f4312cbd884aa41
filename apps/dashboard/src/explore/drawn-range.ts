/**
 * The values that are drawn darkest and brightest: 0 and 1 for images whose values are fractions, as
 * files of samples have them; else the smallest and the largest value.
 */
export const drawnRange = (values: Float32Array, axes: readonly number[]): [number, number] => {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const isImage = axes.length === 3;
  return isImage && low >= 0 && high <= 1 ? [0, 1] : [low, high];
};
