import { readFile } from "node:fs/promises";
import { decodeSafetensors, encodeSafetensors } from "@vae-lab/core";
import { sampleLength } from "@vae-lab/core/data";
import type { Dataset, Split } from "../datasets/dataset.ts";
import { hashOf } from "../datasets/own/load-own-dataset.ts";
import { InputError } from "../input-error.ts";

const splits = ["train", "test"] as const;

/** The size in bytes of a data set in a file. */
export const dataFileSize = ({ shape, train, test }: Dataset): number =>
  4 * sampleLength(shape) * (train.size + test.size);

/** A data set as models read it, as a safetensors file: any format that it was read from is the same. */
export const encodeDataFile = ({
  shape,
  classes,
  transform,
  binarise,
  ...data
}: Dataset): Uint8Array => {
  const tensors = splits.flatMap((name) => {
    const { size, values, labels } = data[name];
    return [
      [name, { shape: [size, sampleLength(shape)], values }] as const,
      ...(labels
        ? [[`${name}.labels`, { shape: [size], values: Float32Array.from(labels) }] as const]
        : []),
    ];
  });
  return encodeSafetensors(Object.fromEntries(tensors), {
    dataset: JSON.stringify({ shape, classes, transform, binarise }),
  });
};

/**
 * Reads a data set from a file of `encodeDataFile`.
 * @throws InputError if it is damaged or does not have the hash
 */
export const readDataFile = async (path: string, name: string, hash: string): Promise<Dataset> => {
  const damaged = (cause?: unknown) =>
    new InputError(
      `cannot read ${path}: it must have the data with the SHA-256 ${hash}; delete it, so that it is downloaded again`,
      { cause },
    );
  try {
    const { tensors, metadata } = decodeSafetensors(await readFile(path));
    const splitOf = (part: (typeof splits)[number]): Split => {
      const { shape = [], values = new Float32Array() } = tensors[part] ?? {};
      const labels = tensors[`${part}.labels`]?.values;
      return { size: shape[0] ?? 0, values, ...(labels && { labels: Int32Array.from(labels) }) };
    };
    const data = {
      ...(JSON.parse(metadata.dataset ?? "") as Pick<
        Dataset,
        "shape" | "classes" | "transform" | "binarise"
      >),
      ...{ train: splitOf("train"), test: splitOf("test") },
    };
    if (hashOf(data) !== hash) throw damaged();
    return { name, hash, ...data };
  } catch (error) {
    throw error instanceof InputError ? error : damaged(error);
  }
};
