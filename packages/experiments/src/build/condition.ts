import type { ConditionDescription } from "@vae-lab/core/checkpoints";
import type { TrialConfig } from "../config/trial-config.ts";
import type { Dataset } from "../datasets/dataset.ts";
import { InputError } from "../input-error.ts";

const cannot = (reason: string, remedy: string): InputError =>
  new InputError(`cannot use model.condition labels: ${reason}; ${remedy}`);

/**
 * The classes that the model of a config is given, with their shares in the training samples; undefined
 * unless it is conditional.
 * @throws InputError for data without labels in both splits, or with a single class
 */
export const conditionOf = (
  { model }: Pick<TrialConfig, "model">,
  { name, classes = [], train, test }: Pick<Dataset, "name" | "classes" | "train" | "test">,
): ConditionDescription | undefined => {
  if (model.kind !== "vae" || model.condition === undefined) return undefined;
  const without = [
    ["training", train],
    ["test", test],
  ] as const;
  for (const [split, { labels }] of without)
    if (labels === undefined)
      throw cannot(
        `the ${split} samples of ${name} have no labels`,
        "name them with --labels, or leave out model.condition",
      );
  if (classes.length < 2)
    throw cannot(
      `the labels of ${name} must have at least two classes (got ${classes.length})`,
      "leave out model.condition",
    );
  const counts = new Array<number>(classes.length).fill(0);
  for (const label of train.labels ?? []) counts[label] = (counts[label] ?? 0) + 1;
  return {
    kind: model.condition,
    classes,
    shares: counts.map((count) => count / train.size),
  };
};
