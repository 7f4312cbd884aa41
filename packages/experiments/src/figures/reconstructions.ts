import type { Split } from "../datasets/dataset.ts";
import { exemplars } from "./exemplars.ts";
import { imageGrid } from "./image-grid.ts";

const columns = 10;
const pairs = 20;

const picked = (images: Float32Array, rows: readonly number[], size: number): Float32Array => {
  const out = new Float32Array(rows.length * size);
  rows.forEach((row, i) => {
    out.set(images.subarray(row * size, (row + 1) * size), i * size);
  });
  return out;
};

/**
 * Rows of test images, each above the row of its reconstructions: two images per class.
 * `reconstructions` holds those of the first test images.
 */
export const reconstructionsFigure = (
  test: Split,
  reconstructions: Float32Array,
  { width, height }: { readonly width: number; readonly height: number },
): Uint8Array => {
  const size = width * height;
  const shown = exemplars(test.labels.subarray(0, reconstructions.length / size), pairs);
  const rows = Array.from({ length: Math.ceil(shown.length / columns) }, (_, row) =>
    shown.slice(row * columns, (row + 1) * columns),
  );
  const images = new Float32Array(2 * rows.length * columns * size).fill(1);
  rows.forEach((row, i) => {
    images.set(picked(test.images, row, size), 2 * i * columns * size);
    images.set(picked(reconstructions, row, size), (2 * i + 1) * columns * size);
  });
  return imageGrid({ images, width, height, columns });
};
