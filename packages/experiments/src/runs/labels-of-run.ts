import type { ConditionDescription, LoadedModel } from "@vae-lab/core/checkpoints";
import { InputError } from "../input-error.ts";

/** The classes that a model is given; undefined unless it is conditional. */
export const conditionOfModel = ({ description }: LoadedModel): ConditionDescription | undefined =>
  description.kind === "vae" && description.family === "normal" ? description.condition : undefined;

const maxListed = 20;

const listed = ({ classes }: ConditionDescription): string =>
  classes.length > maxListed
    ? `${classes.slice(0, maxListed).join(", ")} and ${classes.length - maxListed} more`
    : classes.join(", ");

/**
 * The label of a class by its name.
 * @throws InputError for a name that is none of the model's classes
 */
export const labelNamed = (condition: ConditionDescription, name: string): number => {
  const label = condition.classes.indexOf(name);
  if (label >= 0) return label;
  throw new InputError(
    `cannot use the label ${JSON.stringify(name)}: it must be a class of the training data, one of ${listed(condition)}`,
  );
};

/** The labels of data, which number classes of their own. */
interface LabelledData {
  readonly name: string;
  readonly labels?: Int32Array;
  readonly classes?: readonly string[];
}

/**
 * The labels of data as the classes of a conditional model number them: classes are the same by their name.
 * @throws InputError for data without labels, and for classes that the model does not have
 */
export const labelsAmong = (
  condition: ConditionDescription,
  { name, labels, classes = [] }: LabelledData,
): Int32Array => {
  if (labels === undefined)
    throw new InputError(
      `cannot use ${name} with this run: its model is conditional on labels, and the data have none; name them with --labels`,
    );
  const among = new Map<number, number>();
  for (const label of new Set(labels))
    among.set(label, labelNamed(condition, classes[label] ?? String(label)));
  return labels.map((label) => among.get(label) as number);
};
