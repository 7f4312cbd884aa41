/** Two matrices, stored as their transposes if so said, to multiply in bfloat16. */
export interface ProductCase {
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly a: Float32Array;
  readonly b: Float32Array;
}

/** Numbers in [−1, 1), by a linear congruential generator. */
const numbersOf = (size: number, seed: number): Float32Array => {
  let state = seed;
  return Float32Array.from({ length: size }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  });
};

const sizes = [
  [1, 1, 1],
  [3, 2, 5],
  [5, 7, 33],
  [8, 64, 48],
  [6, 201, 16],
  [13, 405, 97],
  [64, 50, 23],
  [2, 1001, 3],
  [17, 0, 4],
] as const;

const flags = [false, true];

/** Odd sizes, sizes of whole tiles, and inner lengths of several parts, with all transposes. */
export const productCases: readonly ProductCase[] = sizes.flatMap(([rows, inner, columns]) =>
  flags.flatMap((transposeA) =>
    flags.map((transposeB) => ({
      ...{ rows, inner, columns, transposeA, transposeB },
      a: numbersOf(rows * inner, 1 + rows),
      b: numbersOf(inner * columns, 2 + columns),
    })),
  ),
);

const float32 = (bits: number): number => new Float32Array(Uint32Array.of(bits).buffer)[0] ?? 0;

/** Ties, both neighbours of ties, the largest numbers, denormal ones, infinities and NaN. */
export const specialNumbers: readonly number[] = [
  ...[0x3f808000, 0x3f818000, 0x3f807fff, 0x3f808001, 0xbf818000, 0xbf808000].map(float32),
  ...[0x7f7f7fff, 0x7f7f8000, 0x7f7fffff, 0xff7fffff].map(float32),
  ...[0x00000001, 0x007fffff, 0x807fffff, 0x00800000, 0x00808000].map(float32),
  ...[0, -0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN],
  ...[0x7f800001, 0x7fffffff, 0xffc00000].map(float32),
];

/** Each special number by 1: what it is rounded to. */
const roundings: readonly ProductCase[] = flags.map((transpose) => ({
  ...{ rows: specialNumbers.length, inner: 1, columns: 1 },
  ...{ transposeA: transpose, transposeB: transpose },
  a: Float32Array.from(specialNumbers),
  b: Float32Array.of(1),
}));

/** The right factor in the place of the left one, in vectors and in their rests. */
const roundingsOfRight: readonly ProductCase[] = flags.map((transposeB) => ({
  ...{ rows: 1, inner: 1, columns: 5 * specialNumbers.length },
  ...{ transposeA: false, transposeB },
  a: Float32Array.of(1),
  b: Float32Array.from(Array.from({ length: 5 }, () => specialNumbers).flat()),
}));

export const roundingCases: readonly ProductCase[] = [...roundings, ...roundingsOfRight];

const double = new DataView(new ArrayBuffer(4));

/** The bfloat16 that is nearest; of two the one whose last bit is 0. Denormal numbers become 0. */
export const nearestBfloat16 = (x: number): number => {
  if (Number.isNaN(x) || !Number.isFinite(x)) return x;
  if (Math.abs(x) < 2 ** -126) return x < 0 || Object.is(x, -0) ? -0 : 0;
  double.setFloat32(0, x);
  const below = double.getUint32(0) & 0xffff0000;
  const floatOf = (bits: number): number => {
    // The number after the largest finite one, for the comparison
    if ((bits & 0x7fffffff) === 0x7f800000) return Math.sign(x) * 2 ** 128;
    double.setUint32(0, bits >>> 0);
    return double.getFloat32(0);
  };
  const [low, high] = [floatOf(below), floatOf(below + 0x10000)];
  const [toLow, toHigh] = [Math.abs(x - low), Math.abs(x - high)];
  const isLow = toLow < toHigh || (toLow === toHigh && ((below >>> 16) & 1) === 0);
  const nearest = isLow ? low : high;
  return Math.abs(nearest) === 2 ** 128 ? Math.sign(x) * Number.POSITIVE_INFINITY : nearest;
};

/** The product of rounded elements in float64, with Σ |a·b| of each element. */
export const exactProduct = (c: ProductCase): { sum: Float64Array; size: Float64Array } => {
  const { rows, inner, columns } = c;
  const [a, b] = [Array.from(c.a, nearestBfloat16), Array.from(c.b, nearestBfloat16)];
  const [sum, size] = [new Float64Array(rows * columns), new Float64Array(rows * columns)];
  for (let row = 0; row < rows; row++)
    for (let k = 0; k < inner; k++) {
      const x = a[c.transposeA ? k * rows + row : row * inner + k] ?? 0;
      for (let column = 0; column < columns; column++) {
        const y = b[c.transposeB ? column * inner + k : k * columns + column] ?? 0;
        const at = row * columns + column;
        sum[at] = (sum[at] ?? 0) + x * y;
        size[at] = (size[at] ?? 0) + Math.abs(x * y);
      }
    }
  return { sum, size };
};
