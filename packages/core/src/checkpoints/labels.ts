import { requireCount, shown } from "../arguments.ts";
import type { Rng } from "../random/rng.ts";
import { ShapeError } from "../tensors/shapes.ts";
import type { ConditionDescription } from "./model-description.ts";

/**
 * The classes of samples, as indices into `condition.classes` of a model's description: one number for
 * all samples, or one per sample.
 */
export type SampleLabels = number | ArrayLike<number>;

/** `count` classes drawn from p(y), which is the classes' shares in the training data. */
export const drawLabels = (
  { shares }: Pick<ConditionDescription, "shares">,
  rng: Rng,
  count: number,
): Int32Array => {
  requireCount("count", count);
  const bounds: number[] = [];
  for (const share of shares) bounds.push((bounds.at(-1) ?? 0) + share);
  // Rounding must not give a class that no training sample has
  const last = shares.findLastIndex((share) => share > 0);
  return Int32Array.from(rng.uniforms(count), (u) => {
    const found = bounds.findIndex((bound) => u < bound);
    return found < 0 ? last : found;
  });
};

/**
 * One label per sample.
 * @throws TypeError if a conditional model is given none, or another model some
 * @throws ShapeError for another number of labels than of samples
 */
export const labelsOf = (
  call: string,
  condition: ConditionDescription | undefined,
  labels: SampleLabels | undefined,
  count: number,
): ArrayLike<number> | undefined => {
  if (condition === undefined) {
    if (labels === undefined) return undefined;
    throw new TypeError(
      `cannot use labels in ${call}: the model is not conditional (got ${shown(labels)}); leave them out`,
    );
  }
  if (labels === undefined)
    throw new TypeError(
      `cannot ${call} without labels: the model is conditional on ${condition.classes.length} classes; pass a label from 0 to ${condition.classes.length - 1}, or one per sample, as in ${call}(…, { labels: 0 })`,
    );
  if (typeof labels === "number") return new Array<number>(count).fill(labels);
  if (labels?.length !== count)
    throw new ShapeError(
      `labels must be a number, or hold one per sample, ${count} of them, got ${shown(labels)}`,
    );
  return labels;
};
