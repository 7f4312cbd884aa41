import { createHash } from "node:crypto";
import { applyTransform, sampleLength } from "@vae-lab/core/data";
import type { Samples } from "@vae-lab/data";
import type { OwnDataset } from "../../config/dataset.ts";
import { canonicalJson } from "../../trial/identity.ts";
import type { Dataset, Split } from "../dataset.ts";
import { dynamicSplits } from "../dynamic-binarisation.ts";
import { asFloats, divisorOf } from "./as-floats.ts";
import { estimateTransform } from "./estimate-transform.ts";
import { type OwnSamples, readOwnSamples } from "./own-samples.ts";

/** A data set of one's own, and how its test split was chosen. */
export interface LoadedOwn extends Dataset {
  /** The share of the samples that was split off for tests, if no test split was given. */
  readonly testShare?: number;
  /** The type of the values in the file, by NumPy's name; `text` for tables. */
  readonly type: string;
}

/** The classes of both splits in one order, and each split's labels among them. */
const joinedLabels = ({ train, test }: OwnSamples) => {
  if (train.labels === undefined && test.labels === undefined) return undefined;
  const { classes = [] } = train.labels ?? {};
  const all = [...classes, ...(test.labels?.classes ?? []).filter((one) => !classes.includes(one))];
  const among = ({ labels }: Samples): Int32Array | undefined =>
    labels?.index.map((index) => all.indexOf(labels.classes[index] as string));
  return { classes: all, train: among(train), test: among(test) };
};

/** SHA-256 of all that a training and its evaluation see of the data, in hexadecimal. */
export const hashOf = ({
  shape,
  train,
  test,
  classes,
  transform,
  binarise,
}: Omit<Dataset, "hash" | "name">): string => {
  const hash = createHash("sha256").update(
    `${canonicalJson({ shape, classes, transform, binarise, sizes: [train.size, test.size] })}\n`,
  );
  for (const { values, labels } of [train, test]) {
    hash.update(values);
    if (labels !== undefined) hash.update(labels);
  }
  return hash.digest("hex");
};

/**
 * Reads data of one's own as a model takes them: bytes as fractions of 255, other numbers as they are;
 * with `scale`, by the range or the moments of the training split; with `binarise`, test values as bits.
 * @throws InputError that names the file, the rule, what was found and the remedy
 */
export const loadOwnDataset = async (config: OwnDataset): Promise<LoadedOwn> => {
  const samples = await readOwnSamples(config);
  const divisor = divisorOf([samples.train, samples.test]);
  const labels = joinedLabels(samples);
  const { shape } = samples.train;
  const read = (part: "train" | "test"): Split => {
    const { size, values } = samples[part];
    const own = labels?.[part];
    return { size, values: asFloats(values, divisor), ...(own && { labels: own }) };
  };
  const [train, test] = [read("train"), read("test")];
  const transform = config.scale && estimateTransform(config.scale, train, shape);
  if (transform)
    for (const { values } of [train, test])
      applyTransform(transform, values, sampleLength(shape), values);
  const data = {
    shape,
    ...(config.binarise ? dynamicSplits(config.name, { train, test }) : { train, test }),
    ...(labels && { classes: labels.classes }),
    ...(transform && { transform }),
  };
  const { testShare } = samples;
  return {
    name: config.name,
    type: samples.train.type,
    hash: hashOf(data),
    ...data,
    ...(testShare !== undefined && { testShare }),
  };
};
