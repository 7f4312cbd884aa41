import type { Estimate } from "@vae-lab/core/evaluation";
import { normalCdf } from "@vae-lab/statistics";

/** Thresholds of Var E[z|x] at which units are counted. */
export const activityThresholds = [0.001, 0.01, 0.03, 0.1, 0.3, 0.5] as const;

/** The variance of a column over rows (divided by N), and the standard error of that variance. */
export const columnVariance = (values: Float32Array, columns: number, column: number): Estimate => {
  const rows = values.length / columns;
  let mean = 0;
  for (let i = column; i < values.length; i += columns) mean += (values[i] as number) / rows;
  let [second, fourth] = [0, 0];
  for (let i = column; i < values.length; i += columns) {
    const square = ((values[i] as number) - mean) ** 2;
    second += square / rows;
    fourth += (square * square) / rows;
  }
  return { value: second, standardError: Math.sqrt(Math.max(0, fourth - second ** 2) / rows) };
};

/**
 * The variance of E[z|x] of each unit over rows of posterior means [N·columns]; of one-hot codes, whose
 * units have several columns each, the largest of the unit's columns.
 */
export const unitVariances = (
  means: Float32Array,
  columns: number,
  units = columns,
): Estimate[] => {
  const width = columns / units;
  return Array.from({ length: units }, (_, unit) =>
    Array.from({ length: width }, (_, c) =>
      columnVariance(means, columns, unit * width + c),
    ).reduce((largest, own) => (own.value > largest.value ? own : largest)),
  );
};

/**
 * How many units vary by more than a threshold: active units (Burda et al. 2016) as a curve, from 0 to
 * the number of units. One threshold misleads near the onset of collapse and early in training, where
 * units pass it one by one. The standard error counts units near the threshold: the variance of a count of
 * independent events, each with the probability that the unit's estimated variance lies above.
 */
export const unitsAbove = (variances: readonly Estimate[], threshold: number): Estimate => {
  const value = variances.filter((own) => own.value > threshold).length;
  const spread = variances.reduce((sum, { value: own, standardError }) => {
    if (standardError === 0) return sum;
    const above = normalCdf((own - threshold) / standardError);
    return sum + above * (1 - above);
  }, 0);
  return { value, standardError: Math.sqrt(spread) };
};
