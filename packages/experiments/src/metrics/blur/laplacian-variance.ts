import type { Estimate } from "@vae-lab/core/evaluation";
import { type ImageShape, planesOf } from "../image-planes.ts";
import { meanEstimate } from "../with-error.ts";

/**
 * The variance over an image of its Laplacian, by the stencil (0 1 0; 1 −4 1; 0 1 0) on inner pixels:
 * a measure of focus (Pech-Pacheco et al. 2000). Each channel of each image: N·C.
 */
export const laplacianVariances = (images: Float32Array, shape: ImageShape): Float64Array => {
  const { width, height } = shape;
  const planes = planesOf(images, shape);
  const area = width * height;
  const inner = (width - 2) * (height - 2);
  return Float64Array.from({ length: planes.length / area }, (_, n) => {
    let [sum, squares] = [0, 0];
    for (let y = 1; y < height - 1; y++)
      for (let x = 1; x < width - 1; x++) {
        const at = n * area + y * width + x;
        const laplacian =
          (planes[at - 1] as number) +
          (planes[at + 1] as number) +
          (planes[at - width] as number) +
          (planes[at + width] as number) -
          4 * (planes[at] as number);
        sum += laplacian;
        squares += laplacian * laplacian;
      }
    return squares / inner - (sum / inner) ** 2;
  });
};

/**
 * The mean of the Laplacian's variance over images, in squared units of the data: ≥ 0, larger for
 * sharper images, and for higher contrast and noise. NaN for images of fewer than 3 by 3 pixels.
 */
export const laplacianVariance = (images: Float32Array, shape: ImageShape): Estimate =>
  meanEstimate(laplacianVariances(images, shape));
