import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { type CsvOptions, readCsv } from "./csv.ts";
import { parseIdx } from "./idx.ts";
import { type ImageOptions, isImage, readImageFile, readImageFolder } from "./image-folder.ts";
import { InputError } from "./input-error.ts";
import { labelsFromArray } from "./labels.ts";
import { nameArrays } from "./named-arrays.ts";
import { parseNpy } from "./npy.ts";
import { parseNpz } from "./npz.ts";
import type { NumericArray } from "./numeric-array.ts";
import { parseSafetensors } from "./safetensors.ts";
import { type ShapeOptions, samplesFromArray } from "./sample-shape.ts";
import { type Samples, sampleText } from "./samples.ts";
import { holdsOneArray, isIdx } from "./single-array.ts";

export interface ReadOptions extends CsvOptions, ImageOptions, ShapeOptions {
  /** The array of a .npz or safetensors file that holds the samples. */
  readonly key?: string | undefined;
  /**
   * The labels: the column of a table, the array of a .npz or safetensors file, or the path of a
   * .npy or IDX file.
   */
  readonly labels?: string | undefined;
}

/** The samples at a path; both splits where it holds both. */
export interface ReadData {
  readonly train: Samples;
  readonly test?: Samples;
}

const withLabels = (
  samples: Omit<Samples, "labels">,
  labels: NumericArray | undefined,
  source: string,
): Samples =>
  labels === undefined
    ? samples
    : { ...samples, labels: labelsFromArray(labels, source, samples.size) };

/** One array from a file that holds one. */
const readArray = async (path: string): Promise<NumericArray> => {
  if (path.endsWith(".npy")) return parseNpy(await readFile(path), path);
  if (isIdx(path)) return parseIdx(await readFile(path), path);
  throw new InputError(`cannot read labels from ${path}: it must be a .npy or an IDX file`);
};

/** The file of labels beside MNIST's file of images: `train-labels-idx1-ubyte`. */
const besideImages = (path: string): string | undefined => {
  const labels = path.replace(/-images([-.])idx3([-.])/, "-labels$1idx1$2");
  return labels !== path && existsSync(labels) ? labels : undefined;
};

const readSingleArray = async (path: string, options: ReadOptions): Promise<ReadData> => {
  const samples = samplesFromArray(await readArray(path), path, options);
  const labels = options.labels ?? besideImages(path);
  return {
    train: withLabels(
      samples,
      labels === undefined ? undefined : await readArray(labels),
      labels ?? "",
    ),
  };
};

const readNamedArrays =
  (parse: typeof parseNpz) =>
  async (path: string, options: ReadOptions): Promise<ReadData> => {
    const arrays = parse(await readFile(path), path);
    const names = nameArrays(arrays, path, options);
    const part = (samples: string, labels: string | undefined): Samples =>
      withLabels(
        samplesFromArray(arrays.get(samples) as NumericArray, `${path}:${samples}`, options),
        labels === undefined ? undefined : arrays.get(labels),
        `${path}:${labels}`,
      );
    return {
      train: part(names.train, names.trainLabels),
      ...(names.test !== undefined && { test: part(names.test, names.testLabels) }),
    };
  };

const idxFile = (folder: string, name: string): string | undefined =>
  [name, `${name}.gz`].map((file) => join(folder, file)).find(existsSync);

const readFolder = async (path: string, options: ReadOptions): Promise<ReadData> => {
  const [train, test] = ["train", "t10k"].map((part) => idxFile(path, `${part}-images-idx3-ubyte`));
  if (train !== undefined) {
    const parts = await Promise.all(
      [train, test].map((file) =>
        file === undefined ? undefined : readSingleArray(file, options),
      ),
    );
    return { train: (parts[0] as ReadData).train, ...(parts[1] && { test: parts[1].train }) };
  }
  const [trainImages, testImages] = ["train", "test"].map((part) => join(path, part)) as [
    string,
    string,
  ];
  return existsSync(trainImages) && existsSync(testImages)
    ? {
        train: await readImageFolder(trainImages, options),
        test: await readImageFolder(testImages, options),
      }
    : { train: await readImageFolder(path, options) };
};

type Read = (path: string, options: ReadOptions) => Promise<ReadData>;

const formats: readonly { readonly matches: (path: string) => boolean; readonly read: Read }[] = [
  { matches: (path) => statSync(path).isDirectory(), read: readFolder },
  { matches: holdsOneArray, read: readSingleArray },
  { matches: (path) => path.endsWith(".npz"), read: readNamedArrays(parseNpz) },
  { matches: (path) => path.endsWith(".safetensors"), read: readNamedArrays(parseSafetensors) },
  {
    matches: (path) => /\.(csv|tsv|txt)$/i.test(path),
    read: async (path, options) => ({ train: await readCsv(path, options) }),
  },
  {
    matches: isImage,
    read: async (path, options) => ({ train: await readImageFile(path, options) }),
  },
];

const requireSameShape = ({ train, test }: ReadData, path: string): void => {
  if (test === undefined || sampleText(test.shape) === sampleText(train.shape)) return;
  throw new InputError(
    `cannot use ${path}: the training and test samples must have one shape (got ${sampleText(train.shape)} and ${sampleText(test.shape)})`,
  );
};

/** @throws InputError for what the file system refuses, such as a file of labels that is not there */
const refuse = (path: string, cause: unknown): never => {
  if (!(cause instanceof Error) || !("syscall" in cause)) throw cause;
  const { path: file = path } = cause as NodeJS.ErrnoException;
  throw new InputError(`cannot read ${file}: ${cause.message}`, { cause });
};

/**
 * Reads data of your own: a .npy, .npz or .safetensors file, a table (.csv, .tsv, .txt), an IDX
 * file (plain or gzipped), one PNG or JPEG image, a folder of MNIST's four IDX files, or a folder of PNG and JPEG images,
 * whose sub-folders are labels or `train` and `test`.
 * @throws InputError that names the file, the rule, what was found and the remedy
 */
export const readData = async (path: string, options: ReadOptions = {}): Promise<ReadData> => {
  if (!existsSync(path))
    throw new InputError(`cannot read ${path}: there is no such file or folder`);
  const format = formats.find(({ matches }) => matches(path));
  if (format === undefined)
    throw new InputError(
      `cannot read ${basename(path)}: its name must end in .npy, .npz, .safetensors, .csv, .tsv, .txt, -ubyte, -ubyte.gz, .png or .jpg, or it must be a folder of images`,
    );
  const data = await format.read(path, options).catch((cause) => refuse(path, cause));
  requireSameShape(data, path);
  return data;
};
