import { stat } from "node:fs/promises";
import { applyTransform, type SampleShape, sampleLength } from "@vae-lab/core/data";
import { type ReadOptions, readData, type Samples, sampleText } from "@vae-lab/data";
import { DatasetName, isOwn } from "../config/dataset.ts";
import type { Dataset, Split } from "../datasets/dataset.ts";
import { binarisedOnce } from "../datasets/dynamic-binarisation.ts";
import { loadDataset } from "../datasets/load-dataset.ts";
import { asFloats, divisorOf } from "../datasets/own/as-floats.ts";
import { requireFinite } from "../datasets/own/own-samples.ts";
import { InputError } from "../input-error.ts";
import { labelledRows } from "../metrics/labelled-rows.ts";
import { conditionOfModel, labelsAmong } from "./labels-of-run.ts";
import type { LoadedRun } from "./load-run.ts";

/** Samples as the model of a run takes them. */
export interface RunData {
  /** The name of the data set with the split, or the path. */
  readonly name: string;
  readonly size: number;
  /** size · D values, in the units of the model. */
  readonly values: Float32Array;
  /** The values as the model takes them: those of a conditional model are followed by their class. */
  readonly rows: Float32Array;
  /** The class of each sample, as an index into `classes`. */
  readonly labels?: Int32Array;
  readonly classes?: readonly string[];
  /** What is different from the data that the run was tested on. */
  readonly notice?: string;
}

const columnsOf = (shape: SampleShape): string =>
  shape.kind === "vector" ? (shape.columns ?? []).join(", ") : "";

/** @throws InputError unless samples of this shape are what the model takes */
const requireFit = ({ model }: LoadedRun, name: string, shape: SampleShape): void => {
  const { sample } = model.description;
  if (sampleLength(shape) !== sampleLength(sample))
    throw new InputError(
      `cannot use ${name} with this run: its samples must be of the shape that the model was trained on, ${sampleText(sample)} (got ${sampleText(shape)})`,
    );
  const [own, given] = [columnsOf(sample), columnsOf(shape)];
  if (own !== "" && given !== "" && own !== given)
    throw new InputError(
      `cannot use ${name} with this run: its columns must be ${own} (got ${given}); name them in this order`,
    );
};

/** Data without the rows, which follow from the rest. */
type Unlabelled = Omit<RunData, "rows">;

/** With the rows, and the labels of a conditional model's data as its own classes number them. */
const withRows = ({ model }: LoadedRun, data: Unlabelled): RunData => {
  const condition = conditionOfModel(model);
  const labels = condition ? labelsAmong(condition, data) : data.labels;
  return {
    ...data,
    ...(labels && { labels }),
    ...(condition && { classes: condition.classes }),
    rows: labelledRows(model.trained.model, data.values, labels),
  };
};

const fromDataset = (
  run: LoadedRun,
  { name, test, classes, shape, ...rest }: Dataset,
): Unlabelled => {
  requireFit(run, name, shape);
  const isAnother = run.dataHash !== undefined && run.dataHash !== rest.hash;
  return {
    name: `${name} (test split)`,
    size: test.size,
    values: test.values,
    ...(test.labels && { labels: test.labels }),
    ...(classes && { classes }),
    ...(isAnother && {
      notice: `the data changed since the run: their hash was ${run.dataHash} and is ${rest.hash}`,
    }),
  };
};

/** How the files of the run's own data were read: files named now are read in the same way. */
const readingOf = ({ config }: LoadedRun): ReadOptions => {
  if (config === undefined || !isOwn(config.dataset)) return {};
  const { key, labels, columns, header, shape, layout, resize, crop } = config.dataset;
  return { key, labels, columns, header, shape, layout, resize, crop };
};

/** Samples as the model saw them in training: bits, drawn once, where it draws bits from grey values. */
const asTrained = ({ config, model }: LoadedRun, samples: Split, name?: DatasetName): Split => {
  if (config?.dataset.binarise === undefined) return samples;
  model.trained.model.requireData("values", samples.values);
  return binarisedOnce(samples, "test", name);
};

const fromFile = async (
  run: LoadedRun,
  path: string,
  options: ReadOptions,
): Promise<Unlabelled> => {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const found = await readData(path, { ...readingOf(run), ...Object.fromEntries(given) });
  const samples: Samples = found.test ?? found.train;
  requireFinite(samples, path);
  requireFit(run, path, samples.shape);
  const { labels, size, shape } = samples;
  const floats = asFloats(samples.values, divisorOf([samples]));
  const { transform } = run.model.description;
  const values = transform
    ? applyTransform(transform, floats, sampleLength(shape), floats)
    : floats;
  return {
    name: found.test ? `${path} (test split)` : path,
    size,
    values: asTrained(run, { size, values }).values,
    ...(labels && { labels: labels.index, classes: labels.classes }),
  };
};

const isBuiltIn = (name: string): name is DatasetName =>
  DatasetName.options.some((known) => known === name);

/**
 * Reads samples for the model of a run: those of a file or folder, of a built-in data set's test
 * split, or by default of the test split of the run's own data.
 * @throws InputError if they cannot be read, or are not what the model takes, such as data without labels
 * for a conditional model
 */
export const runData = async (
  run: LoadedRun,
  source?: string,
  options: ReadOptions = {},
): Promise<RunData> => withRows(run, await readOf(run, source, options));

const readOf = async (
  run: LoadedRun,
  source: string | undefined,
  options: ReadOptions,
): Promise<Unlabelled> => {
  if (source === undefined) {
    if (run.config === undefined)
      throw new InputError(
        `cannot choose the data: ${run.name} does not say what it was trained on; name the data`,
      );
    return fromDataset(run, await loadDataset(run.config.dataset));
  }
  const isThere = await stat(source).then(
    () => true,
    () => false,
  );
  if (!isThere && isBuiltIn(source)) {
    const data = await loadDataset({ name: source });
    const { notice: _, ...rest } = fromDataset(run, {
      ...data,
      test: asTrained(run, data.test, source),
    });
    return rest;
  }
  if (!isThere)
    throw new InputError(
      `cannot read ${source}: there is no such file or folder, and it is none of the built-in data sets ${DatasetName.options.join(", ")}`,
    );
  return fromFile(run, source, options);
};
