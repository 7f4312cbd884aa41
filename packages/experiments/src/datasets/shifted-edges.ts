import { rng } from "@vae-lab/core";
import type { Sizes } from "./dataset.ts";
import type { GreyDataset, GreySplit } from "./grey-dataset.ts";
import { requireDrawable } from "./require-drawable.ts";

/** Images are `side` × `side` pixels; the edge lies between `from` and `to`, in pixels from the left. */
export const edgeImages = { side: 16, from: 4, to: 12 } as const;
const { side, from, to } = edgeImages;
const sizes = { train: 2048, test: 512 } as const;

/** The positions of the edges of a split, uniform in [from, to): size numbers, in pixels from the left. */
export const edgePositions = (split: keyof typeof sizes, size: number): Float64Array =>
  Float64Array.from(
    rng(0).fold("shifted-edges", split).uniforms(size),
    (u) => from + (to - from) * u,
  );

/**
 * Every row of the image whose edge is at `position`: 0 on the left of it, 1 on its right, and in the
 * pixel that it crosses the share of the area on its right.
 */
export const edgeProfile = (position: number): Float64Array =>
  Float64Array.from({ length: side }, (_, x) => Math.min(1, Math.max(0, x + 1 - position)));

const draw = (split: keyof typeof sizes, size: number): GreySplit => {
  const positions = edgePositions(split, size);
  const pixels = new Uint8Array(size * side * side);
  positions.forEach((position, n) => {
    const row = edgeProfile(position).map((value) => Math.round(255 * value));
    for (let y = 0; y < side; y++) pixels.set(row, (n * side + y) * side);
  });
  return { pixels, labels: Uint8Array.from(positions, (p) => Math.floor(p - from)), size };
};

/**
 * Grey images of one vertical edge at a uniform position, whose answers are known: the only cause is the
 * position. The edge of an image is 1.6 − 0.2 log 9 + 1.6 log(10/9) ≈ 1.329 pixels wide on average (from
 * 10 to 90 %, see `edgeWidth`), that of the mean image 0.8·(to − from) = 6.4. The label is the number of
 * whole pixels from `from` to the edge. Image n is the same whatever the size.
 */
export const shiftedEdges = ({
  trainSize = sizes.train,
  testSize = sizes.test,
}: Sizes = {}): GreyDataset => {
  requireDrawable("shifted-edges", { trainSize, testSize });
  return {
    train: draw("train", trainSize),
    test: draw("test", testSize),
    width: side,
    height: side,
  };
};
