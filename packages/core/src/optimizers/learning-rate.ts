import { requirePositive, shown } from "../arguments.ts";
import type { LearningRate, Optimizer } from "./optimizer.ts";

/**
 * @throws RangeError for a constant that is not > 0
 * @throws TypeError for anything but a number or a function
 */
export const requireLearningRate = (value: LearningRate): void => {
  if (typeof value === "function") return;
  if (typeof value !== "number")
    throw new TypeError(
      `learningRate must be a number > 0 or a schedule such as cosineDecay(), got ${shown(value)}`,
    );
  requirePositive("learningRate", value);
};

/** The learning rate of a step: the given one, else the constant. @throws Error if neither is known */
export const rateOfStep = (learningRate: LearningRate, given: number | undefined): number => {
  if (given !== undefined) return given;
  if (typeof learningRate === "number") return learningRate;
  throw new Error(
    "cannot take this step: the learning rate is scheduled and its value is missing; pass it to update",
  );
};

/**
 * The scheduled learning rate of a step, counted from 1; undefined where the learning rate is constant
 * or the optimizer has no rule.
 * @throws RangeError if the schedule is negative or not finite there
 */
export const learningRateAt = (
  { rule }: Pick<Optimizer, "rule">,
  step: number,
  totalSteps: number,
): number | undefined => {
  if (typeof rule?.learningRate !== "function") return undefined;
  const value = rule.learningRate(step, totalSteps);
  if (Number.isFinite(value) && value >= 0) return value;
  throw new RangeError(`learningRate at step ${step} must be ≥ 0, got ${shown(value)}`);
};
