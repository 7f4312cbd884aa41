import { sampleLength } from "@vae-lab/core/data";
import { exemplars } from "./exemplars.ts";
import { type Grid, imageGrid } from "./image-grid.ts";

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
 * Rows of images, each above the row of its reconstructions: two images per class. `reconstructions`
 * holds those of the first images.
 */
export const reconstructionsFigure = (
  images: Float32Array,
  labels: Int32Array | undefined,
  reconstructions: Float32Array,
  image: Pick<Grid, "width" | "height" | "channels">,
): Uint8Array => {
  const size = sampleLength({ kind: "image", ...image });
  const shown = exemplars(labels, reconstructions.length / size, pairs);
  const rows = Array.from({ length: Math.ceil(shown.length / columns) }, (_, row) =>
    shown.slice(row * columns, (row + 1) * columns),
  );
  const tiles = new Float32Array(2 * rows.length * columns * size).fill(1);
  rows.forEach((row, i) => {
    tiles.set(picked(images, row, size), 2 * i * columns * size);
    tiles.set(picked(reconstructions, row, size), (2 * i + 1) * columns * size);
  });
  return imageGrid({ images: tiles, ...image, columns });
};
