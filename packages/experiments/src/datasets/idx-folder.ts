import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { InputError } from "../input-error.ts";
import type { GreyDataset, GreySplit } from "./grey-dataset.ts";
import { type Idx, parseIdx } from "./idx.ts";

const prefixes = { train: "train", test: "t10k" } as const;
const parts = { images: "images-idx3-ubyte", labels: "labels-idx1-ubyte" } as const;

const fileIn = (folder: string, name: string): string | undefined =>
  [name, `${name}.gz`].map((file) => join(folder, file)).find(existsSync);

/** The names of MNIST's four files that are missing from a folder, plain and gzipped. */
export const missingIdxFiles = (folder: string): string[] =>
  Object.values(prefixes)
    .flatMap((prefix) => Object.values(parts).map((part) => `${prefix}-${part}`))
    .filter((name) => fileIn(folder, name) === undefined);

const readIdx = async (folder: string, name: string, rank: number): Promise<Idx> => {
  const file = fileIn(folder, name);
  if (file === undefined) throw new InputError(`${folder} must hold ${name} or ${name}.gz`);
  const bytes = await readFile(file);
  if (!file.endsWith(".gz")) return parseIdx(bytes, file, rank);
  let plain: Uint8Array;
  try {
    plain = gunzipSync(bytes);
  } catch (cause) {
    throw new InputError(
      `${file}: must be a whole gzip file, got ${bytes.length} bytes: ${cause}`,
      {
        cause,
      },
    );
  }
  return parseIdx(plain, file, rank);
};

const readSplit = async (folder: string, prefix: string) => {
  const [images, labels] = await Promise.all([
    readIdx(folder, `${prefix}-${parts.images}`, 3),
    readIdx(folder, `${prefix}-${parts.labels}`, 1),
  ]);
  const [size = 0, height = 0, width = 0] = images.axes;
  if (labels.values.length !== size)
    throw new InputError(
      `${folder}: ${prefix} must hold one label per image, got ${size} images and ${labels.values.length} labels`,
    );
  const split: GreySplit = { pixels: images.values, labels: labels.values, size };
  return { split, height, width };
};

/** A folder with MNIST's four files, gzipped or plain. */
export const readIdxFolder = async (folder: string): Promise<GreyDataset> => {
  const [train, test] = await Promise.all([
    readSplit(folder, prefixes.train),
    readSplit(folder, prefixes.test),
  ]);
  if (train.width !== test.width || train.height !== test.height)
    throw new InputError(
      `${folder}: both splits must hold images of one size, got ${train.width}×${train.height} and ${test.width}×${test.height}`,
    );
  return { train: train.split, test: test.split, width: train.width, height: train.height };
};
