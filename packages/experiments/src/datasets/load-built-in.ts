import { createHash } from "node:crypto";
import type { BuiltInDataset } from "../config/dataset.ts";
import { InputError } from "../input-error.ts";
import type { Dataset } from "./dataset.ts";
import { fashionMnistFolder, fashionMnistRemedy } from "./fashion-mnist.ts";
import {
  classesOf,
  type GreyDataset,
  type GreySplit,
  hashedParts,
  scaledSplit,
} from "./grey-dataset.ts";
import { readIdxFolder } from "./idx-folder.ts";
import { mnistFolder } from "./mnist.ts";

const readWhole = async (config: BuiltInDataset): Promise<GreyDataset> => {
  switch (config.name) {
    case "bars": {
      const { bars } = await import("./bars.ts"); // draws with TensorFlow, which is slow to load
      return bars(config);
    }
    case "shifted-edges": {
      const { shiftedEdges } = await import("./shifted-edges.ts"); // draws with TensorFlow too
      return shiftedEdges(config);
    }
    case "mnist":
    case "mnist-binarised":
    case "mnist-14":
      return readIdxFolder(mnistFolder());
    case "fashion-mnist": {
      const folder = fashionMnistFolder();
      if (folder === undefined)
        throw new InputError(`dataset fashion-mnist is not here: ${fashionMnistRemedy}`);
      return readIdxFolder(folder);
    }
  }
};

const first = (split: GreySplit, size: number | undefined, rule: string): GreySplit => {
  if (size === undefined || size === split.size) return split;
  if (size > split.size) throw new InputError(`${rule} must be ≤ ${split.size}, got ${size}`);
  const imageSize = split.pixels.length / split.size;
  return {
    pixels: split.pixels.subarray(0, size * imageSize),
    labels: split.labels.subarray(0, size),
    size,
  };
};

/** The binarised data sets, which are made from grey values. */
const derive = async (name: BuiltInDataset["name"], grey: GreyDataset): Promise<GreyDataset> => {
  if (name !== "mnist-binarised" && name !== "mnist-14") return grey;
  const { binarisedMnist } = await import("./binarised-mnist.ts"); // draws with TensorFlow too
  return binarisedMnist[name](grey);
};

/** The grey values that a config asks for: the first images of each split. */
export const readBuiltIn = async (config: BuiltInDataset): Promise<GreyDataset> => {
  const whole = await readWhole(config);
  return derive(config.name, {
    ...whole,
    train: first(whole.train, config.trainSize, `dataset.trainSize (${config.name})`),
    test: first(whole.test, config.testSize, `dataset.testSize (${config.name})`),
  });
};

/** SHA-256 of the sizes, the pixels and the labels that are used, and of how they become bits, in hexadecimal. */
export const hashOf = (grey: GreyDataset, binarise?: BuiltInDataset["binarise"]): string => {
  const hash = createHash("sha256");
  if (binarise !== undefined) hash.update(`binarised: ${binarise}\n`);
  for (const part of hashedParts(grey)) hash.update(part);
  return hash.digest("hex");
};

/** The splits of a built-in data set as models read them. */
const splitsOf = async ({ name, binarise }: BuiltInDataset, { train, test }: GreyDataset) => {
  const splits = { train: scaledSplit(train), test: scaledSplit(test) };
  if (binarise === undefined) return splits;
  const { dynamicSplits } = await import("./dynamic-binarisation.ts"); // draws with TensorFlow too
  return dynamicSplits(name, splits, name);
};

/**
 * A data set that comes with the laboratory, as models read it: grey values in [0, 1].
 * @throws InputError when the data are absent, broken or fewer than asked for, or are to be binarised and
 * are bits
 */
export const loadBuiltIn = async (config: BuiltInDataset): Promise<Dataset> => {
  const grey = await readBuiltIn(config);
  const { width, height } = grey;
  return {
    name: config.name,
    hash: hashOf(grey, config.binarise),
    shape: { kind: "image", height, width, channels: 1 },
    ...(await splitsOf(config, grey)),
    classes: classesOf(grey),
  };
};
