import { sampleLength } from "@vae-lab/core/data";
import { InputError, readData, type Samples, sampleText } from "@vae-lab/data";
import { holdsOneArray } from "@vae-lab/data/single-array";
import type { OwnDataset } from "../../config/dataset.ts";
import { defaultTestShare, splitByShare } from "./test-share.ts";

/** Both splits as the files hold them, and how the test split was chosen. */
export interface OwnSamples {
  readonly train: Samples;
  readonly test: Samples;
  /** The share that was split off, if no test split was given. */
  readonly testShare?: number;
}

/** @throws InputError naming the index of the first value that is NaN or infinite, as NumPy counts */
export const requireFinite = ({ values, shape }: Samples, path: string): void => {
  if (values instanceof Uint8Array) return;
  const i = values.findIndex((value) => !Number.isFinite(value));
  if (i < 0) return;
  const length = sampleLength(shape);
  const [sample, at] = [Math.floor(i / length), i % length];
  const where =
    shape.kind === "vector"
      ? [at]
      : [
          Math.floor(at / shape.channels / shape.width),
          Math.floor(at / shape.channels) % shape.width,
          ...(shape.channels === 1 ? [] : [at % shape.channels]),
        ];
  throw new InputError(
    `cannot use ${path}: values must be finite (got ${values[i]} at [${[sample, ...where].join(", ")}], counted from 0); remove or fill in such samples`,
  );
};

const picked = (samples: Samples, rows: Uint32Array): Samples => {
  const length = sampleLength(samples.shape);
  const { values, labels } = samples;
  const Values = values.constructor as new (length: number) => typeof values;
  const own = new Values(rows.length * length);
  rows.forEach((row, i) => {
    own.set(values.subarray(row * length, (row + 1) * length), i * length);
  });
  return {
    ...samples,
    size: rows.length,
    values: own,
    ...(labels && {
      labels: { ...labels, index: Int32Array.from(rows, (row) => labels.index[row] ?? 0) },
    }),
  };
};

const first = (samples: Samples, size: number | undefined, key: string): Samples => {
  if (size === undefined || size === samples.size) return samples;
  if (size > samples.size)
    throw new InputError(
      `cannot use dataset.${key} ${size}: it must be ≤ the number of samples (got ${samples.size})`,
    );
  const { values, labels, shape } = samples;
  return {
    ...samples,
    size,
    values: values.subarray(0, size * sampleLength(shape)),
    ...(labels && { labels: { ...labels, index: labels.index.subarray(0, size) } }),
  };
};

const requireSameShape = (
  train: Samples,
  test: Samples,
  { train: a, test: b }: OwnDataset,
): void => {
  const names = ({ shape }: Samples) =>
    shape.kind === "vector" ? (shape.columns ?? []).join(", ") : "";
  const type = ({ values }: Samples) => (values instanceof Uint8Array ? "bytes" : "floats");
  if (sampleText(train.shape) !== sampleText(test.shape))
    throw new InputError(
      `cannot use ${b ?? a} as the test split of ${a}: both must hold samples of one shape (got ${sampleText(train.shape)} and ${sampleText(test.shape)})`,
    );
  if (names(train) !== names(test) && names(train) !== "" && names(test) !== "")
    throw new InputError(
      `cannot use ${b ?? a} as the test split of ${a}: its columns must be ${names(train)} (got ${names(test)})`,
    );
  if (type(train) !== type(test))
    throw new InputError(
      `cannot use ${b ?? a} as the test split of ${a}: both must hold ${type(train)} (got ${type(test)}), because bytes are read as fractions of 255`,
    );
};

const splitOff = (samples: Samples, share: number, path: string): OwnSamples => {
  if (samples.size < 2)
    throw new InputError(
      `cannot split off a test part of ${path}: it must hold at least 2 samples (got ${samples.size}); name a test split with --data-test`,
    );
  const { train, test } = splitByShare(samples.size, share);
  return { train: picked(samples, train), test: picked(samples, test), testShare: share };
};

/** Columns and arrays of labels have one name in both splits; a file of labels belongs to one. */
const testLabelsOf = ({ train, labels, testLabels }: OwnDataset): string | undefined =>
  testLabels ?? (holdsOneArray(train) ? undefined : labels);

/**
 * Reads the splits that a config of one's own data names: its `test`, else the test split that the file
 * or folder holds, else a share of the samples.
 * @throws InputError that names the file, the rule, what was found and the remedy
 */
export const readOwnSamples = async (dataset: OwnDataset): Promise<OwnSamples> => {
  const { train: path, test: testPath, testShare, trainSize, testSize } = dataset;
  const found = await readData(path, dataset);
  requireFinite(found.train, path);
  const given =
    testPath === undefined
      ? found.test
      : (await readData(testPath, { ...dataset, labels: testLabelsOf(dataset) })).train;
  if (given) {
    requireFinite(given, testPath ?? path);
    requireSameShape(found.train, given, dataset);
    if (testShare !== undefined)
      throw new InputError(
        `cannot split off a share of ${path}: it holds a test split of ${given.size} samples; leave out --test-share`,
      );
  }
  const { train, test, ...rest } = given
    ? { train: found.train, test: given }
    : splitOff(found.train, testShare ?? defaultTestShare, path);
  return {
    train: first(train, trainSize, "trainSize"),
    test: first(test, testSize, "testSize"),
    ...rest,
  };
};
