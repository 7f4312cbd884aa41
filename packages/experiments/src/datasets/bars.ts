import { rng } from "@vae-lab/core";
import type { Sizes } from "./dataset.ts";
import type { GreyDataset, GreySplit } from "./grey-dataset.ts";
import { requireDrawable } from "./require-drawable.ts";

/** Images are side × side; the latents are its 8 rows followed by its 8 columns. */
const side = 8;
export const barCount = 2 * side;
/** An image shows two bars on average. */
const probability = 1 / side;
const sizes = { train: 2048, test: 512 } as const;

/** Which of the 16 bars each image shows: size·16 bits. */
export const barLatents = (split: keyof typeof sizes, size: number): Uint8Array =>
  Uint8Array.from(
    rng(0)
      .fold("bars", split)
      .uniforms(size * barCount),
    (u) => (u < probability ? 1 : 0),
  );

const draw = (split: keyof typeof sizes, size: number): GreySplit => {
  const latents = barLatents(split, size);
  const pixels = new Uint8Array(size * side * side);
  const labels = new Uint8Array(size);
  for (let n = 0; n < size; n++) {
    const lit = (bar: number) => latents[n * barCount + bar] ?? 0;
    for (let row = 0; row < side; row++)
      for (let column = 0; column < side; column++)
        pixels[(n * side + row) * side + column] = 255 * (lit(row) | lit(side + column));
    for (let bar = 0; bar < barCount; bar++) labels[n] = (labels[n] ?? 0) + lit(bar);
  }
  return { pixels, labels, size };
};

/**
 * The bars problem (Földiák 1990) on 8×8 pixels: rows and columns are lit independently, so the
 * latents are known and no file is needed. The label is the number of bars. Image n is the same
 * whatever the size.
 */
export const bars = ({
  trainSize = sizes.train,
  testSize = sizes.test,
}: Sizes = {}): GreyDataset => {
  requireDrawable("bars", { trainSize, testSize });
  return {
    train: draw("train", trainSize),
    test: draw("test", testSize),
    width: side,
    height: side,
  };
};
