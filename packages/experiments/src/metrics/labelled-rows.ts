import { decode, type Model, type TrainedModel } from "@vae-lab/core";
import type { Evaluated, RunEvalFunction } from "@vae-lab/core/evaluation";
import { type CodeDecoder, isConditional, labelledDecoder, withLabels } from "@vae-lab/core/models";
import type { Split } from "../datasets/dataset.ts";
import { rowsAt } from "./spaced-rows.ts";

/** The class of each row, as an index; data without labels have none. */
type Labels = ArrayLike<number> | undefined;

/** Rows of data or of codes as a conditional model takes them, with their class; unchanged for other models. */
export const labelledRows = (
  model: Pick<Model, "latentSize">,
  rows: Float32Array,
  labels: Labels,
): Float32Array => {
  if (!isConditional(model)) return rows;
  if (labels === undefined) throw new Error("a conditional model needs the labels of its rows");
  return withLabels(rows, labels, model.classes);
};

/** The rows of a split as a model takes them. */
export const rowsOf = (
  model: Pick<Model, "latentSize">,
  { values, labels }: Pick<Split, "values" | "labels">,
): Float32Array => labelledRows(model, values, labels);

/** The labels at some indices. */
export const labelsAt = (labels: Labels, indices: readonly number[]): number[] | undefined =>
  labels && indices.map((index) => labels[index] as number);

/** The rows of a split at some indices, as a model takes them. */
export const modelRowsAt = (
  model: Pick<Model, "latentSize">,
  { values, labels, size }: Split,
  indices: readonly number[],
): Float32Array =>
  labelledRows(model, rowsAt(values, values.length / size, indices), labelsAt(labels, indices));

/** What decodes the codes of a model; those of a conditional one have their class, by `labelledRows`. */
export const decoderOf = ({
  model,
  parameters,
}: Pick<TrainedModel<Model>, "model" | "parameters">): Evaluated<CodeDecoder> =>
  isConditional(model) ? labelledDecoder({ model, parameters }) : { model, parameters };

/** Means of p(x|z); of p(x|z, y) with the class y of each code, for a conditional model. */
export const decodeWithLabels = (
  trained: Pick<TrainedModel<Model>, "model" | "parameters">,
  z: Float32Array,
  labels: Labels,
  options: { readonly run?: RunEvalFunction } = {},
): Float32Array => decode(decoderOf(trained), labelledRows(trained.model, z, labels), options);
