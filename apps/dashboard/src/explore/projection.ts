import { EigenvalueDecomposition, Matrix } from "ml-matrix";

/** A plane through the space of codes. */
export interface Projection {
  readonly labels: readonly [string, string];
  /** The place of a code in the plane. */
  place(code: ArrayLike<number>): [number, number];
  /** The code at a place of the plane that equals `base` at a right angle to it. */
  lift(place: readonly [number, number], base: ArrayLike<number>): Float32Array;
  /** The 2 × 2 covariance in the plane of a normal with these standard deviations: xx, xy, yy. */
  covariance(sds: ArrayLike<number>): [number, number, number];
}

/** The plane through `centre` that two orthonormal directions span. */
const planeOf = (
  labels: readonly [string, string],
  centre: ArrayLike<number>,
  directions: readonly [ArrayLike<number>, ArrayLike<number>],
): Projection => {
  const along = (code: ArrayLike<number>, direction: ArrayLike<number>): number => {
    let sum = 0;
    for (let k = 0; k < direction.length; k++)
      sum += ((code[k] ?? 0) - (centre[k] ?? 0)) * (direction[k] ?? 0);
    return sum;
  };
  const [first, second] = directions;
  const place = (code: ArrayLike<number>): [number, number] => [
    along(code, first),
    along(code, second),
  ];
  return {
    labels,
    place,
    lift: ([x, y], base) => {
      const [fromX, fromY] = place(base);
      return Float32Array.from(
        base,
        (value, k) => value + (x - fromX) * (first[k] ?? 0) + (y - fromY) * (second[k] ?? 0),
      );
    },
    covariance: (sds) => {
      const sum = (a: ArrayLike<number>, b: ArrayLike<number>) =>
        Array.from(sds).reduce((total, sd, k) => total + sd ** 2 * (a[k] ?? 0) * (b[k] ?? 0), 0);
      return [sum(first, first), sum(first, second), sum(second, second)];
    },
  };
};

const unitVector = (size: number, at: number) =>
  Float64Array.from({ length: size }, (_, k) => Number(k === at));

/** The line of the only latent unit, as a plane. */
export const lineOfUnit = (): Projection =>
  planeOf(["z1", ""], new Float64Array(1), [unitVector(1, 0), new Float64Array(1)]);

/** The plane of two latent units. */
export const planeOfUnits = (size: number, units: readonly [number, number]): Projection =>
  planeOf([`z${units[0] + 1}`, `z${units[1] + 1}`], new Float64Array(size), [
    unitVector(size, units[0]),
    unitVector(size, units[1]),
  ]);

/** The plane of the two principal components of codes, N·K. */
export const principalPlane = (codes: Float32Array, size: number): Projection => {
  const count = codes.length / size;
  const centre = new Float64Array(size);
  for (const [i, value] of codes.entries())
    centre[i % size] = (centre[i % size] ?? 0) + value / count;
  // Typed arrays: with 512 units the sums of a Matrix take seconds
  const sums = new Float64Array(size * size);
  const centred = new Float64Array(size);
  for (let n = 0; n < count; n++) {
    for (let k = 0; k < size; k++)
      centred[k] = (codes[n * size + k] as number) - (centre[k] as number);
    for (let a = 0; a < size; a++) {
      const first = (centred[a] as number) / count;
      for (let b = 0; b <= a; b++)
        sums[a * size + b] = (sums[a * size + b] as number) + first * (centred[b] as number);
    }
  }
  const covariance = new Matrix(size, size);
  for (let a = 0; a < size; a++)
    for (let b = 0; b <= a; b++) {
      covariance.set(a, b, sums[a * size + b] as number);
      covariance.set(b, a, sums[a * size + b] as number);
    }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(covariance, {
    assumeSymmetric: true,
  });
  const order = realEigenvalues
    .map((_, i) => i)
    .sort((a, b) => (realEigenvalues[b] ?? 0) - (realEigenvalues[a] ?? 0));
  const [first = 0, second = 0] = order;
  const total = realEigenvalues.reduce((sum, value) => sum + value, 0);
  const label = (rank: number, at: number) =>
    total > 0
      ? `PC${rank} (${Math.round((100 * (realEigenvalues[at] ?? 0)) / total)} % of the variance)`
      : `PC${rank}`;
  return planeOf([label(1, first), label(2, second)], centre, [
    eigenvectorMatrix.getColumn(first),
    eigenvectorMatrix.getColumn(second),
  ]);
};

/** The two units with the largest rate; the first two where rates are unknown. */
export const largestUnits = (
  unitRates: ArrayLike<number> | undefined,
): readonly [number, number] => {
  const [first = 0, second = 1] = unitsByRate(unitRates, 2);
  return first < second ? [first, second] : [second, first];
};

/** Units by rate, the largest first; in their own order where rates are unknown. */
export const unitsByRate = (unitRates: ArrayLike<number> | undefined, size: number): number[] =>
  unitRates === undefined
    ? Array.from({ length: size }, (_, k) => k)
    : Array.from(unitRates, (_, k) => k).sort((a, b) => (unitRates[b] ?? 0) - (unitRates[a] ?? 0));
