import { rng } from "@vae-lab/core";
import { binarised, meanPooled } from "@vae-lab/core/data";
import type { GreyDataset, GreySplit } from "./grey-dataset.ts";
import { greyValues } from "./grey-values.ts";

type Shrink = (images: Float32Array) => Float32Array;

const toBytes = (bits: Float32Array): Uint8Array => {
  const out = new Uint8Array(bits.length);
  for (let i = 0; i < bits.length; i++) out[i] = 255 * (bits[i] as number);
  return out;
};

/** 0 or 255 for each pixel, drawn once with its grey value for the chance: the same bits for ever. */
const bitsOf = (grey: GreyDataset, name: string, width: number, shrink: Shrink) => {
  const split = (part: "train" | "test"): GreySplit => {
    const chances = shrink(greyValues(grey[part].pixels));
    const bits = binarised(chances, chances.length / grey[part].size, rng(0).fold(name, part));
    return { ...grey[part], pixels: toBytes(bits) };
  };
  const height = (grey.height * width) / grey.width;
  return { train: split("train"), test: split("test"), width, height };
};

/**
 * MNIST as bits, whose log-probability a Bernoulli likelihood gives: 28×28, and 14×14 with the
 * means of 2×2 pixels for the chances. Image n is the same whatever the size.
 */
export const binarisedMnist = {
  "mnist-binarised": (grey: GreyDataset): GreyDataset =>
    bitsOf(grey, "mnist-binarised", grey.width, (images) => images),
  "mnist-14": (grey: GreyDataset): GreyDataset =>
    bitsOf(grey, "mnist-14", grey.width / 2, (images) =>
      meanPooled(images, { width: grey.width, height: grey.height, side: 2 }),
    ),
};
