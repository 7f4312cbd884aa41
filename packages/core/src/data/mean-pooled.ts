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
  const column = Int32Array.from({ length: width }, (_, x) => Math.floor(x / side));
  for (let i = 0, row = 0; i < images.length; row++) {
    const start = Math.floor(row / side) * columns; // rows are counted through all images
    for (let x = 0; x < width; x++, i++) {
      const pooled = start + (column[x] as number);
      sums[pooled] = (sums[pooled] as number) + (images[i] as number);
    }
  }
  const means = new Float32Array(sums.length);
  for (let i = 0; i < sums.length; i++) means[i] = (sums[i] as number) / side ** 2;
  return means;
};
