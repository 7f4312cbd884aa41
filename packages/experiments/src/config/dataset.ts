import { z } from "zod";
import { count, oneOf, part, rule } from "./rules.ts";

export const DatasetName = oneOf("dataset.name", [
  "mnist",
  "mnist-binarised",
  "mnist-14",
  "fashion-mnist",
  "bars",
  "shifted-edges",
]);
export type DatasetName = z.infer<typeof DatasetName>;

/** The ways in which values are scaled: by the range or by the moments of the training split. */
export const scales = ["unit", "standardise"] as const;

/** The order of the axes of arrays of four axes. */
export const layouts = ["channels-last", "channels-first"] as const;

/** How grey values become bits: in training anew at each step. */
export const binarisations = ["dynamic"] as const;

/** Images that come with the laboratory, and how many of each split are used. Default: all. */
export interface BuiltInDataset {
  readonly name: DatasetName;
  /** How grey values become bits. Default: they stay as they are. */
  readonly binarise?: (typeof binarisations)[number] | undefined;
  readonly trainSize?: number | undefined;
  readonly testSize?: number | undefined;
}

/** Data from files, and how they are read. */
export interface OwnDataset extends Omit<BuiltInDataset, "name"> {
  /** The name that people read. */
  readonly name: string;
  /** The path of the training split, or of the whole data. */
  readonly train: string;
  /** The path of the test split. */
  readonly test?: string | undefined;
  /** The share of the samples that is split off for tests. */
  readonly testShare?: number | undefined;
  readonly key?: string | undefined;
  readonly labels?: string | undefined;
  readonly testLabels?: string | undefined;
  readonly columns?: readonly string[] | undefined;
  readonly header?: boolean | undefined;
  readonly shape?: readonly number[] | undefined;
  readonly layout?: (typeof layouts)[number] | undefined;
  readonly resize?: readonly [width: number, height: number] | undefined;
  readonly crop?: boolean | undefined;
  readonly scale?: (typeof scales)[number] | undefined;
}

/** Whether a data set is read from files that its config names. */
export const isOwn = (dataset: object): dataset is OwnDataset => "train" in dataset;

const isBuiltIn = (name: string): name is DatasetName =>
  DatasetName.options.some((known) => known === name);

/** The last part of a path, without its endings. */
const nameOfPath = (path: string): string => {
  const [last = ""] = path.split(/[/\\]/).filter(Boolean).slice(-1);
  const [stem = ""] = last.split(/(?!^)\./);
  if (/^\.*$/.test(stem)) return "data";
  return isBuiltIn(stem) ? `own-${stem}` : stem;
};

/** A data set of one's own under the name that it was given, else under its path's. */
export const named = (dataset: object): object => {
  const { train, name } = dataset as { train?: unknown; name?: unknown };
  return typeof train === "string" && name === undefined
    ? { name: nameOfPath(train), ...dataset }
    : dataset;
};

const text = (key: string, max = 4096) => {
  const shortText = rule(`dataset.${key} must be a text of 1 to ${max} characters`);
  return z.string(shortText).min(1, shortText).max(max, shortText);
};

const oneName = rule(
  "dataset.name must be a text of 1 to 100 characters without control characters",
);
const shareRule = rule("dataset.testShare must be a number between 0 and 1");
const columnsRule = rule(
  "dataset.columns must be a list of names, or of numbers from 1, of columns",
);
const shapeRule = rule(
  "dataset.shape must be a height, a width and optionally channels, whole numbers ≥ 1",
);
const sizeRule = rule("dataset.resize must be a width and a height in pixels");
const flag = (key: string) => z.boolean(rule(`dataset.${key} must be true or false`)).optional();
const lengths = (one: ReturnType<typeof rule>) => z.int(one).min(1, one).max(65_536, one);

const Parts = part("dataset", {
  name: z
    .string(oneName)
    .min(1, oneName)
    .max(100, oneName)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
    .regex(/^[^\u0000-\u001f\u007f]*$/, oneName),
  train: text("train").optional(),
  test: text("test").optional(),
  testShare: z.number(shareRule).gt(0, shareRule).lt(1, shareRule).optional(),
  key: text("key").optional(),
  labels: text("labels").optional(),
  testLabels: text("testLabels").optional(),
  columns: z
    .array(z.string(columnsRule).min(1, columnsRule), columnsRule)
    .min(1, columnsRule)
    .optional(),
  header: flag("header"),
  shape: z.array(lengths(shapeRule), shapeRule).min(2, shapeRule).max(3, shapeRule).optional(),
  layout: oneOf("dataset.layout", layouts).optional(),
  resize: z.tuple([lengths(sizeRule), lengths(sizeRule)], sizeRule).optional(),
  crop: flag("crop"),
  scale: oneOf("dataset.scale", scales).optional(),
  binarise: oneOf("dataset.binarise", binarisations).optional(),
  trainSize: count("dataset.trainSize").optional(),
  testSize: count("dataset.testSize").optional(),
});

const builtInKeys: readonly string[] = ["name", "binarise", "trainSize", "testSize"];

/** The data set: one that comes with the laboratory, or, if it has a `train`, files of one's own. */
export const Dataset = Parts.superRefine((dataset, context) => {
  const complain = (key: string, message: string) =>
    context.addIssue({ code: "custom", path: [key], message });
  const { name, train, test, testShare, testLabels, crop, resize } = dataset;
  if (train === undefined) {
    if (!isBuiltIn(name))
      complain(
        "name",
        `dataset.name must be one of ${DatasetName.options.join(", ")}, got ${JSON.stringify(name)}; for data of your own, set dataset.train (--data) to a path`,
      );
    for (const key of Object.keys(dataset))
      if (!builtInKeys.includes(key) && isBuiltIn(name))
        complain(key, `dataset.${key} is for data of your own: set dataset.train (--data) too`);
    return;
  }
  if (isBuiltIn(name))
    complain(
      "name",
      `dataset.name of your own data must not be that of a built-in data set, got ${JSON.stringify(name)}; choose another`,
    );
  if (test !== undefined && testShare !== undefined)
    complain(
      "testShare",
      "dataset.test and dataset.testShare are two ways to a test split: one of them must go",
    );
  if (testLabels !== undefined && test === undefined)
    complain("testLabels", "dataset.testLabels needs a dataset.test that they are of");
  if (crop === true && resize === undefined)
    complain("crop", "dataset.crop needs a dataset.resize that says to which size");
}).transform((dataset) => dataset as BuiltInDataset | OwnDataset);
