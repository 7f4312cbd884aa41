import { applyTransform, type SampleShape, sampleLength } from "@vae-lab/core/data";
import { sampleText, type ValueRange, valueRange } from "@vae-lab/data";
import type { OwnDataset } from "../../config/dataset.ts";
import { estimateTransform } from "./estimate-transform.ts";
import { loadOwnDataset } from "./load-own-dataset.ts";
import { type SampleSpectrum, sampleSpectrum } from "./sample-spectrum.ts";
import { type Suggestion, suggestLikelihood } from "./suggest-likelihood.ts";

/** What was understood of data of one's own. */
export interface DataDescription {
  readonly name: string;
  readonly hash: string;
  readonly shape: SampleShape;
  /** The shape in words. */
  readonly sample: string;
  /** The type of the values in the file, by NumPy's name; `text` for tables. */
  readonly type: string;
  readonly trainSize: number;
  readonly testSize: number;
  /** The share of the samples that was split off for tests, if no test split was given. */
  readonly testShare?: number;
  /** Range and moments of the training samples as a model takes them: bytes are fractions of 255. */
  readonly range: Pick<ValueRange, "min" | "max" | "mean" | "sd">;
  /** The number of training samples of each class. */
  readonly labels?: readonly { readonly name: string; readonly count: number }[];
  /** Names of columns, or positions, whose value is the same in every training sample. */
  readonly constant: readonly (string | number)[];
  /** Of training samples, scaled as suggested. */
  readonly spectrum: SampleSpectrum;
  readonly suggestion: Suggestion;
}

const countOf = (labels: Int32Array, label: number): number =>
  labels.reduce((count, own) => count + Number(own === label), 0);

/**
 * Reads data of one's own as a training does, and describes its training split.
 * @throws InputError that names the file, the rule, what was found and the remedy
 */
export const describeData = async (dataset: OwnDataset): Promise<DataDescription> => {
  const { name, hash, shape, type, train, test, testShare, classes } =
    await loadOwnDataset(dataset);
  const { size, values, labels } = train;
  const range = valueRange({ size, values, shape });
  const { min, max, mean, sd } = range;
  const columns = shape.kind === "vector" ? shape.columns : undefined;
  const suggestion = suggestLikelihood({ shape, range, areBytes: type === "uint8" });
  const length = sampleLength(shape);
  if (suggestion.scale !== undefined)
    applyTransform(estimateTransform(suggestion.scale, train, shape), values, length, values);
  return {
    ...{ name, hash, shape, sample: sampleText(shape), type },
    ...{ trainSize: size, testSize: test.size },
    ...(testShare !== undefined && { testShare }),
    range: { min, max, mean, sd },
    ...(classes &&
      labels && {
        labels: classes.map((own, label) => ({ name: own, count: countOf(labels, label) })),
      }),
    constant: range.constant.map((position) => columns?.[position] ?? position),
    spectrum: sampleSpectrum(values, length),
    suggestion,
  };
};
