import * as tf from "@tensorflow/tfjs";

/** Limit of the number of states, for memory. */
const most = 2 ** 16;

/**
 * All values of `units` categorical variables as one-hot codes, the first unit slowest:
 * [Cᵁ, B, U·C].
 * @throws RangeError for more than 65,536 values
 */
export const oneHotStates = (units: number, classes: number, B: number): tf.Tensor => {
  const M = countOf(units, classes);
  const width = units * classes;
  const states = new Float32Array(M * width);
  for (let m = 0; m < M; m++)
    for (let unit = 0; unit < units; unit++)
      states[m * width + unit * classes + digit(m, units - 1 - unit, classes)] = 1;
  return forEachExample(states, [M, width], B);
};

/** All values of `units` bits, the first slowest: [2ᵁ, B, U]. */
export const bernoulliStates = (units: number, B: number): tf.Tensor => {
  const M = countOf(units, 2);
  const states = new Float32Array(M * units);
  for (let m = 0; m < M; m++)
    for (let unit = 0; unit < units; unit++)
      states[m * units + unit] = digit(m, units - 1 - unit, 2);
  return forEachExample(states, [M, units], B);
};

const digit = (m: number, place: number, base: number): number =>
  Math.floor(m / base ** place) % base;

const countOf = (units: number, classes: number): number => {
  const M = classes ** units;
  if (M <= most) return M;
  throw new RangeError(
    `cannot sum over all values of the code: there must be at most ${most} (got ${classes}^${units})`,
  );
};

const forEachExample = (states: Float32Array, [M, K]: [number, number], B: number): tf.Tensor =>
  tf.tidy(() => tf.tile(tf.tensor3d(states, [M, 1, K]), [1, B, 1]));
