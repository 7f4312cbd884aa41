import { requireInside, requireNotNegative, requirePositive } from "../arguments.ts";
import { withOptions } from "../options.ts";
import type { Schedule } from "../schedules/schedule.ts";

/** Options of `cosineDecay` and `linearDecay`. */
export interface DecayOptions {
  /** The learning rate of the first step. Default: 0.001. */
  readonly from?: number;
  /** The learning rate that a step after the last one would have. Default: 0. */
  readonly to?: number;
}

/** The share of all steps that are done before a step; 1 for steps beyond the last. */
const done = (step: number, total: number): number => Math.min(1, (step - 1) / total);

const decay = (name: string, shape: (done: number) => number) =>
  withOptions(
    name,
    { from: "optional", to: "optional" },
    ({ from = 1e-3, to = 0 }: DecayOptions): Schedule => {
      requirePositive("from", from);
      requireNotNegative("to", to);
      return (step, total) => to + (from - to) * shape(done(step, total));
    },
  );

/**
 * A learning rate that falls along half a cosine wave: to + (from − to)(1 + cos(π(t − 1)/T))/2 at step
 * t of T (Loshchilov & Hutter 2017, eq. 5, without restarts). It is PyTorch's `CosineAnnealingLR` with
 * one scheduler step per optimizer step, T_max = T and eta_min = to.
 * @throws RangeError unless from > 0 and to ≥ 0
 */
export const cosineDecay = decay("cosineDecay", (share) => (1 + Math.cos(Math.PI * share)) / 2);

/**
 * A learning rate that falls linearly: to + (from − to)(1 − (t − 1)/T) at step t of T. It is PyTorch's
 * `LinearLR` with one scheduler step per optimizer step, start_factor = 1 and total_iters = T.
 * @throws RangeError unless from > 0 and to ≥ 0
 */
export const linearDecay = decay("linearDecay", (share) => 1 - share);

/** Options of `stepDecay`. */
export interface StepDecayOptions {
  /** The learning rate of the first step. Default: 0.001. */
  readonly from?: number;
  /** What the learning rate is multiplied by each time, in (0, 1). Default: 0.1. */
  readonly factor?: number;
  /** When, as shares of all steps in (0, 1). Default: after ½ and after ¾ of the steps. */
  readonly at?: readonly number[];
}

/**
 * A learning rate that falls by a factor at given times: PyTorch's `MultiStepLR` with one scheduler step
 * per optimizer step and milestones at ⌈share · T⌉ of T steps.
 * @throws RangeError for a factor or a share outside (0, 1)
 */
export const stepDecay = withOptions(
  "stepDecay",
  { from: "optional", factor: "optional", at: "optional" },
  ({ from = 1e-3, factor = 0.1, at = [0.5, 0.75] }: StepDecayOptions): Schedule => {
    requirePositive("from", from);
    requireInside("factor", factor, 0, 1);
    at.forEach((share, i) => {
      requireInside(`at[${i}]`, share, 0, 1);
    });
    return (step, total) =>
      from * factor ** at.filter((share) => done(step, total) >= share).length;
  },
);
