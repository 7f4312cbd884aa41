import type { Rng } from "../random/rng.ts";
import { rowsOf } from "../tensors/shapes.ts";

/**
 * Static binarisation (Salakhutdinov & Murray 2008): bits drawn once with the given probabilities,
 * rows of `width` numbers in [0, 1]. A Bernoulli likelihood gives true log-probabilities of such data.
 * Each row has its own random stream, so its bits do not depend on the number of rows.
 * @throws ShapeError unless `chances` holds whole rows
 */
export const binarised = (chances: Float32Array, width: number, rng: Rng): Float32Array => {
  const rows = rowsOf("chances", chances, width);
  const bits = new Float32Array(chances.length);
  for (let row = 0; row < rows; row++) {
    const draws = rng.fold(row).uniforms(width);
    for (let d = 0; d < width; d++) {
      const i = row * width + d;
      bits[i] = (draws[d] ?? 0) < (chances[i] ?? 0) ? 1 : 0;
    }
  }
  return bits;
};
