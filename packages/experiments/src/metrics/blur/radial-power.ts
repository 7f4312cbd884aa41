import * as tf from "@tensorflow/tfjs";
import { type ImageShape, planesOf } from "../image-planes.ts";
import { sharpCut } from "../spectrum.ts";

/** The power of each image of a set by spatial frequency, images less the mean image of their set. */
export interface RadialPower {
  /** The frequencies in cycles per pixel: k/n for k from 1 to n/2, n the shorter side of the image. */
  readonly frequencies: readonly number[];
  /** Mean power density at each frequency, image by image: N·R. White noise of variance v has v. */
  readonly power: Float32Array;
  /** The power at frequencies above `sharpCut`, and at all but 0: N each. In variance per pixel. */
  readonly high: Float32Array;
  readonly total: Float32Array;
}

/** Rows of images transformed at once. */
const planesAtOnce = 1000;

/** cos and −sin of 2πku/n for k < n and u < kept: [n, kept] each. */
const fourier = (n: number, kept: number): { cos: tf.Tensor2D; sin: tf.Tensor2D } => {
  const angles = Float32Array.from({ length: n * kept }, (_, i) => {
    const k = Math.floor(i / kept);
    return (2 * Math.PI * ((k * (i % kept)) % n)) / n;
  });
  return {
    cos: tf.tensor2d(angles.map(Math.cos), [n, kept]),
    sin: tf.tensor2d(
      angles.map((angle) => -Math.sin(angle)),
      [n, kept],
    ),
  };
};

/**
 * Weights of |F(u,v)|², u ≤ width/2, in the columns of the result: a mean for each frequency, then the
 * sums of the high ones and of all but 0. A wavenumber u stands for its mirror image too.
 */
const columnsOf = (width: number, height: number) => {
  const half = (width >> 1) + 1;
  const n = Math.min(width, height);
  const R = n >> 1;
  const columns = R + 2;
  const weights = new Float32Array(height * half * columns);
  const counts = new Float64Array(R);
  for (let v = 0; v < height; v++)
    for (let u = 0; u < half; u++) {
      const copies = u === 0 || 2 * u === width ? 1 : 2;
      const radius = Math.hypot(u / width, Math.min(v, height - v) / height);
      const at = (v * half + u) * columns;
      const ring = Math.round(radius * n);
      if (ring >= 1 && ring <= R) {
        weights[at + ring - 1] = copies;
        counts[ring - 1] = (counts[ring - 1] as number) + copies;
      }
      if (radius > sharpCut) weights[at + R] = copies;
      if (radius > 0) weights[at + R + 1] = copies;
    }
  const area = width * height;
  const scaled = weights.map((weight, i) => {
    const column = i % columns;
    return weight / (column < R ? area * (counts[column] as number) : area * area);
  });
  return { R, n, half, weights: tf.tensor2d(scaled, [height * half, columns]) };
};

/** The images less their mean image; channels become planes. */
const centredPlanes = (images: Float32Array, shape: ImageShape): Float32Array => {
  const D = shape.width * shape.height * shape.channels;
  const N = images.length / D;
  const mean = new Float64Array(D);
  for (let i = 0; i < images.length; i++)
    mean[i % D] = (mean[i % D] as number) + (images[i] as number) / N;
  return planesOf(
    images.map((value, i) => value - (mean[i % D] as number)),
    shape,
  );
};

/**
 * The radially averaged power spectrum of images, by the two-dimensional discrete Fourier transform as
 * matrix products: |F|²/(width·height), the mean over the ring of wavenumbers whose radius rounds to
 * k/n cycles per pixel. Colour channels are averaged. Float32: power below 1e-12 of the largest is
 * rounding.
 */
export const radialPower = (images: Float32Array, shape: ImageShape): RadialPower => {
  const { width, height, channels } = shape;
  const planes = centredPlanes(images, shape);
  const area = width * height;
  const count = planes.length / area;
  const { R, n, half, weights } = columnsOf(width, height);
  const along = fourier(width, half);
  const across = fourier(height, height);
  const sums = new Float32Array(count * (R + 2));
  for (let start = 0; start < count; start += planesAtOnce) {
    const rows = Math.min(planesAtOnce, count - start);
    const found = tf.tidy(() => {
      const x = tf.tensor2d(planes.subarray(start * area, (start + rows) * area), [
        rows * height,
        width,
      ]);
      const turned = (table: tf.Tensor2D) =>
        x.matMul(table).reshape([rows, height, half]).transpose([0, 2, 1]).reshape([-1, height]);
      const [re, im] = [turned(along.cos), turned(along.sin)];
      const real = re.matMul(across.cos).sub(im.matMul(across.sin));
      const imaginary = re.matMul(across.sin).add(im.matMul(across.cos));
      const power = real.square().add(imaginary.square()).reshape([rows, half, height]);
      return power.transpose([0, 2, 1]).reshape([rows, -1]).matMul(weights);
    });
    sums.set(found.dataSync(), start * (R + 2));
    found.dispose();
  }
  tf.dispose([weights, along.cos, along.sin, across.cos, across.sin]);
  const N = count / channels;
  const column = (width: number, first: number) => {
    const own = new Float32Array(N * width);
    for (let plane = 0; plane < count; plane++)
      for (let k = 0; k < width; k++) {
        const at = Math.floor(plane / channels) * width + k;
        own[at] = (own[at] as number) + (sums[plane * (R + 2) + first + k] as number) / channels;
      }
    return own;
  };
  return {
    frequencies: Array.from({ length: R }, (_, k) => (k + 1) / n),
    power: column(R, 0),
    high: column(1, R),
    total: column(1, R + 1),
  };
};
