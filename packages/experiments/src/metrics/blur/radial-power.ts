import { type ImageShape, planesOf } from "../image-planes.ts";
import { powerSums, radiusOf } from "../power-sums.ts";
import { sharpCut } from "../sharp-cut.ts";

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

/** A mean of |F|²/area for each ring of wavenumbers, then the sums of the high ones and of all but 0. */
const ringSums = ({ width, height }: ImageShape) => {
  const n = Math.min(width, height);
  const R = n >> 1;
  const area = width * height;
  const ringOf = (radius: number) => Math.round(radius * n);
  const counts = new Float64Array(n + 1);
  for (let v = 0; v < height; v++)
    for (let u = 0; u < width; u++) {
      const radius = radiusOf(Math.min(u, width - u), Math.min(v, height - v), { width, height });
      const ring = ringOf(radius);
      counts[ring] = (counts[ring] as number) + 1;
    }
  const sums = powerSums({
    ...{ width, height, highest: 0.5, columns: R + 2 },
    weights: (u, v) => {
      const own = new Float64Array(R + 2);
      const radius = radiusOf(u, v, { width, height });
      const ring = ringOf(radius);
      if (ring >= 1 && ring <= R) own[ring - 1] = 1 / (area * (counts[ring] as number));
      if (radius > sharpCut) own[R] = 1 / area ** 2;
      if (radius > 0) own[R + 1] = 1 / area ** 2;
      return own;
    },
  });
  return { n, R, sums };
};

/** The images less their mean image; channels become planes. */
const centredPlanes = (images: Float32Array, shape: ImageShape): Float32Array => {
  const D = shape.width * shape.height * shape.channels;
  const N = images.length / D;
  const mean = new Float64Array(D);
  for (let start = 0; start < images.length; start += D)
    for (let d = 0; d < D; d++) mean[d] = (mean[d] as number) + (images[start + d] as number) / N;
  const centred = new Float32Array(images.length);
  for (let start = 0; start < images.length; start += D)
    for (let d = 0; d < D; d++)
      centred[start + d] = (images[start + d] as number) - (mean[d] as number);
  return planesOf(centred, shape);
};

/**
 * The radially averaged power spectrum of images, by the two-dimensional discrete Fourier
 * transform: |F|²/(width·height), the mean over the ring of wavenumbers whose radius rounds to
 * k/n cycles per pixel. Colour channels are averaged. Float32: power below 1e-12 of the largest is
 * rounding.
 */
export const radialPower = (images: Float32Array, shape: ImageShape): RadialPower => {
  const { channels } = shape;
  const planes = centredPlanes(images, shape);
  const count = planes.length / (shape.width * shape.height);
  const { n, R, sums: sumsOf } = ringSums(shape);
  const sums = sumsOf(planes);
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
