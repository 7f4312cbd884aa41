import { requireOneOf, shown } from "../arguments.ts";
import { requireOptions } from "../options.ts";
import type { ConditionDescription } from "./model-description.ts";

const isText = (name: unknown): boolean => typeof name === "string";
const isShare = (share: unknown): boolean => typeof share === "number" && share >= 0 && share <= 1;

/**
 * @throws RangeError for another kind, fewer than two classes, names that are not distinct, and shares
 * that are not one number in [0, 1] per class with sum 1
 * @throws TypeError for a key that is missing or unknown
 */
export const requireCondition = (condition: ConditionDescription): void => {
  requireOptions("condition", condition, {
    kind: "required",
    classes: "required",
    shares: "required",
  });
  const { kind, classes, shares } = condition;
  requireOneOf("condition.kind", kind, ["labels"]);
  const isNamed =
    Array.isArray(classes) && classes.every(isText) && new Set(classes).size === classes.length;
  if (!isNamed || classes.length < 2)
    throw new RangeError(
      `condition.classes must be a list of at least two different names, got ${shown(classes)}`,
    );
  const isDistribution =
    Array.isArray(shares) &&
    shares.length === classes.length &&
    shares.every(isShare) &&
    Math.abs(shares.reduce((sum, share) => sum + share, 0) - 1) < 1e-6;
  if (!isDistribution)
    throw new RangeError(
      `condition.shares must be ${classes.length} numbers in [0, 1] with sum 1, got ${shown(shares)}`,
    );
};
