/** A unit is active when Var E[z|x] across images exceeds this (Burda et al. 2016). */
export const activityThreshold = 0.01;

/** Variance of each column of N·K values over its N rows (divided by N). */
export const columnVariances = (values: Float32Array, columns: number): Float64Array => {
  const rows = values.length / columns;
  const means = new Float64Array(columns);
  const squares = new Float64Array(columns);
  for (let i = 0; i < values.length; i++)
    means[i % columns] = at(means, i % columns) + at(values, i);
  for (let k = 0; k < columns; k++) means[k] = at(means, k) / rows;
  for (let i = 0; i < values.length; i++) {
    const k = i % columns;
    squares[k] = at(squares, k) + (at(values, i) - at(means, k)) ** 2;
  }
  return squares.map((sum) => sum / rows);
};

/**
 * How many units are active in the posterior means [N·K]; of one-hot codes, whose units have several
 * columns each, those with an active class.
 */
export const activeUnits = (means: Float32Array, columns: number, units = columns): number => {
  const variances = [...columnVariances(means, columns)];
  const width = columns / units;
  return Array.from({ length: units }, (_, unit) =>
    variances.slice(unit * width, (unit + 1) * width),
  ).filter((own) => own.some((variance) => variance > activityThreshold)).length;
};

/**
 * Codes [N·K] handed to other images: along `order`, each image gets the code of the next one, so
 * none keeps its own.
 */
export const shuffledCodes = (
  codes: Float32Array,
  units: number,
  order: Uint32Array,
): Float32Array => {
  const shuffled = new Float32Array(codes.length);
  order.forEach((image, i) => {
    const from = at(order, (i + 1) % order.length) * units;
    shuffled.set(codes.subarray(from, from + units), image * units);
  });
  return shuffled;
};

const at = (values: { readonly [index: number]: number }, index: number): number =>
  values[index] as number;
