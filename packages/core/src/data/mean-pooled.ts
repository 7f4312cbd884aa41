import { requireCount } from "../arguments.ts";
import { rowsOf, ShapeError } from "../tensors/shapes.ts";

/** The size of images and of the squares that `meanPooled` averages. */
export interface Pooling {
  /** Size of the images in pixels; `side` must divide both. */
  readonly width: number;
  readonly height: number;
  /** Side of the squares that are averaged. */
  readonly side: number;
}

/**
 * Downsamples images by averaging squares: N·height·width values → N·(height/side)·(width/side),
 * row-major.
 * @throws ShapeError unless `images` holds whole images and `side` divides their size
 */
export const meanPooled = (
  images: Float32Array,
  { width, height, side }: Pooling,
): Float32Array => {
  requireCount("side", side);
  if (width % side !== 0 || height % side !== 0)
    throw new ShapeError(`side must divide ${width} and ${height}, got ${side}`);
  const [rows, columns] = [height / side, width / side];
  const sums = new Float64Array(rowsOf("images", images, width * height) * rows * columns);
  for (let i = 0; i < images.length; i++) {
    const row = Math.floor(i / width); // counted through all images
    const pooled = Math.floor(row / side) * columns + Math.floor((i % width) / side);
    sums[pooled] = (sums[pooled] ?? 0) + (images[i] ?? 0);
  }
  return Float32Array.from(sums, (sum) => sum / side ** 2);
};
