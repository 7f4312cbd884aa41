/**
 * Exponential moving average, debiased as in Adam, so that it starts at the first value. Values that are
 * not finite are returned unchanged and do not enter the average.
 *
 * @throws RangeError when weight is outside [0, 1)
 */
export const smooth = (values: readonly number[], weight: number): number[] => {
  if (!(weight >= 0 && weight < 1))
    throw new RangeError(`smoothing must be in [0, 1), got ${weight}`);
  let average = 0;
  let mass = 1;
  return values.map((value) => {
    if (!Number.isFinite(value)) return value;
    average = weight * average + (1 - weight) * value;
    mass *= weight;
    return average / (1 - mass);
  });
};
