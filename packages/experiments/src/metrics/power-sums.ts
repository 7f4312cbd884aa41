import * as tf from "@tensorflow/tfjs";

/** Sums of the power of an image over its wavenumbers, with weights. */
interface PowerSums {
  readonly width: number;
  readonly height: number;
  /** Wavenumbers up to this frequency along each axis are looked at, in cycles per pixel. */
  readonly highest: number;
  /** The number of sums. */
  readonly columns: number;
  /** The weight of each wavenumber in each sum, the same for its mirror images; u ≤ width/2 and v ≤ height/2. */
  readonly weights: (u: number, v: number) => ArrayLike<number>;
}

/** Planes transformed at once. */
const planesAtOnce = 1000;

/** cos and sin of 2πku/n for k < n, in turn for each u < kept: [n, 2·kept]. */
const waves = (n: number, kept: number): Float32Array =>
  Float32Array.from({ length: n * kept * 2 }, (_, i) => {
    const k = Math.floor(i / (2 * kept));
    const u = (i >> 1) % kept;
    const angle = (2 * Math.PI * ((k * u) % n)) / n;
    return i % 2 === 0 ? Math.cos(angle) : Math.sin(angle);
  });

/** How many wavenumbers ±u there are. */
const copies = (u: number, n: number): number => (u === 0 || 2 * u === n ? 1 : 2);

/**
 * Sums of |F(u,v)|² of the two-dimensional discrete Fourier transform, in the unnormalised convention, for
 * planes N·height·width: N·columns. F is computed as products of matrices of cosines and sines: the powers
 * of (u,v) and of its mirror images add up to the squares of the four products of a wave along each axis.
 * Float32.
 */
export const powerSums = ({ width, height, highest, columns, weights }: PowerSums) => {
  const [U, V] = [width, height].map((n) => Math.floor(highest * n) + 1) as [number, number];
  const along = waves(width, U);
  const across = waves(height, V);
  const table = new Float32Array(4 * U * V * columns);
  for (let i = 0; i < 4 * U * V; i++) {
    const [u, v] = [Math.floor(i / (4 * V)), (i % (2 * V)) >> 1];
    const own = weights(u, v);
    for (let c = 0; c < columns; c++)
      table[i * columns + c] = copies(u, width) * copies(v, height) * (own[c] as number);
  }
  const area = width * height;
  return (planes: Float32Array): Float32Array => {
    const count = planes.length / area;
    const sums = new Float32Array(count * columns);
    for (let start = 0; start < count; start += planesAtOnce) {
      const rows = Math.min(planesAtOnce, count - start);
      const part = planes.subarray(start * area, (start + rows) * area);
      const found = tf.tidy(() =>
        tf
          .tensor2d(part, [rows * height, width])
          .matMul(tf.tensor2d(along, [width, 2 * U]))
          .reshape([rows, height, 2 * U])
          .transpose([0, 2, 1])
          .reshape<tf.Tensor2D>([rows * 2 * U, height])
          .matMul(tf.tensor2d(across, [height, 2 * V]))
          .square()
          .reshape<tf.Tensor2D>([rows, 4 * U * V])
          .matMul(tf.tensor2d(table, [4 * U * V, columns])),
      );
      sums.set(found.dataSync(), start * columns);
      found.dispose();
    }
    return sums;
  };
};

/** The distance of a wavenumber from 0 in cycles per pixel. */
export const radiusOf = (
  u: number,
  v: number,
  { width, height }: { readonly width: number; readonly height: number },
): number => Math.hypot(u / width, v / height);
