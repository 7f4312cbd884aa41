import type { Split } from "./dataset.ts";
import { greyValues } from "./grey-values.ts";

/** Images of one split, row-major grey values, and what each shows. */
export interface GreySplit {
  /** size·height·width grey values in 0..255. */
  readonly pixels: Uint8Array;
  /** One class (or count) per image. */
  readonly labels: Uint8Array;
  readonly size: number;
}

/** Both splits of a built-in data set, as grey values. */
export interface GreyDataset {
  readonly train: GreySplit;
  readonly test: GreySplit;
  readonly width: number;
  readonly height: number;
}

/** What the hash of a data set is taken over: the sizes, the pixels and the labels that are used. */
export const hashedParts = ({ train, test, width, height }: GreyDataset): Uint8Array[] => [
  new TextEncoder().encode(`${train.size} ${test.size} ${width}x${height}\n`),
  ...[train.pixels, train.labels, test.pixels, test.labels],
];

/** A split as models read it: grey values in [0, 1]. */
export const scaledSplit = ({ pixels, labels, size }: GreySplit): Split => ({
  values: greyValues(pixels),
  labels: Int32Array.from(labels),
  size,
});

/** `0`, `1`, … up to the largest label. */
export const classesOf = ({ train, test }: GreyDataset): string[] => {
  const largest = Math.max(...[train, test].flatMap(({ labels }) => [...new Set(labels)]));
  return Array.from({ length: largest + 1 }, (_, label) => String(label));
};
