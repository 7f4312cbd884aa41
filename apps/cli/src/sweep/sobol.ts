const bits = 32;

/**
 * Primitive polynomials and initial direction numbers of dimensions 2 to 10 (Joe & Kuo 2008,
 * new-joe-kuo-6.21201): degree s, coefficients a, and m_1 to m_s.
 */
const table: readonly (readonly [s: number, a: number, m: readonly number[]])[] = [
  [1, 0, [1]],
  [2, 1, [1, 3]],
  [3, 1, [1, 3, 1]],
  [3, 2, [1, 1, 1]],
  [4, 1, [1, 1, 3, 3]],
  [4, 4, [1, 3, 5, 13]],
  [5, 2, [1, 1, 5, 5, 17]],
  [5, 4, [1, 1, 5, 5, 5]],
  [5, 7, [1, 1, 7, 11, 19]],
];

/** The most dimensions that a point may have. */
export const maxSobolDimensions = table.length + 1;

/** v_1 to v_32 of a dimension, from 0, as 32-bit integers. */
const directionsOf = (dimension: number): number[] => {
  const entry = table[dimension - 1];
  if (entry === undefined) return Array.from({ length: bits }, (_, k) => 1 << (bits - 1 - k));
  const [s, a, m] = entry;
  const v = m.map((value, k) => value << (bits - 1 - k));
  for (let k = s; k < bits; k++) {
    const before = v[k - s] ?? 0;
    let next = before ^ (before >>> s);
    for (let j = 1; j < s; j++) if ((a >>> (s - 1 - j)) & 1) next ^= v[k - j] ?? 0;
    v.push(next);
  }
  return v;
};

/**
 * The first points of the Sobol sequence in [0, 1)^dimensions, which fill the cube more evenly than
 * random points (Sobol 1967; in the order of Gray codes, Antonov & Saleev 1979).
 */
export const sobolPoints = (count: number, dimensions: number): number[][] => {
  const directions = Array.from({ length: dimensions }, (_, d) => directionsOf(d));
  return Array.from({ length: count }, (_, n) => {
    const gray = n ^ (n >>> 1);
    return directions.map((v) => {
      let x = 0;
      for (let k = 0; gray >>> k > 0; k++) if ((gray >>> k) & 1) x ^= v[k] ?? 0;
      return (x >>> 0) / 2 ** bits;
    });
  });
};
