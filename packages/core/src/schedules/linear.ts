import { requireNotNegative, requirePositive } from "../arguments.ts";
import type { Schedule } from "./schedule.ts";

export interface LinearOptions {
  /** Before the first step; 0 when not given. */
  readonly from?: number;
  /** When it has risen; 1 when not given. */
  readonly to?: number;
  /** The share of all steps that the way takes; all of them when not given. */
  readonly share?: number;
  /** The same as a number of steps, instead of a share. */
  readonly steps?: number;
}

/**
 * A straight line and then the end of it: warm-up (Sønderby et al. 2016; Bowman et al. 2016 with a
 * logistic curve). The step at which it arrives is the first of `to`.
 */
export const linear = ({ from = 0, to = 1, share = 1, steps }: LinearOptions = {}): Schedule => {
  requireNotNegative("from", from);
  requireNotNegative("to", to);
  requirePositive("share", share);
  if (steps !== undefined) requirePositive("steps", steps);
  return (step, totalSteps) => {
    const done = Math.min(1, step / (steps ?? share * totalSteps));
    return from + (to - from) * done;
  };
};
