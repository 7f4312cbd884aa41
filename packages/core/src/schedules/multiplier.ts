import type * as tf from "@tensorflow/tfjs";
import { requireFraction, requirePositive } from "../arguments.ts";
import { parameter } from "../networks/parameters.ts";
import type { Controller, StepStatistics } from "./controller.ts";

/** Options of controllers that multiply beta: `targetRate` and `targetReconstruction`. */
export interface MultiplierOptions {
  /** Initial value. Default: 1. */
  readonly from?: number;
  /** Change of its logarithm per step and unit of excess. Default: 0.01. */
  readonly gain?: number;
  /** Decay of the moving average of the excess, in [0, 1). Default: 0.9. */
  readonly smoothing?: number;
  /** Its range. Default: 1e-4 to 1e4. */
  readonly min?: number;
  readonly max?: number;
}

/**
 * A Lagrange multiplier, λ ← λ · exp(gain · C̄), that grows while a constraint is violated: C̄ is the
 * bias-corrected moving average of the excess (Rezende & Viola 2018, algorithm 1).
 */
export const multiplier = (
  excess: (measured: StepStatistics) => tf.Tensor,
  { from = 1, gain = 0.01, smoothing = 0.9, min = 1e-4, max = 1e4 }: MultiplierOptions,
): Controller => {
  requirePositive("gain", gain);
  requireFraction("smoothing", smoothing);
  for (const [name, value] of Object.entries({ min, from, max })) requirePositive(name, value);
  if (!(min <= from && from <= max))
    throw new RangeError(`from must be in [${min}, ${max}], got ${from}`);
  return {
    initial: { logarithm: Math.log(from), excess: 0, weight: 0 },
    value: (memory) => parameter(memory, "logarithm").exp(),
    next: (memory, measured) => {
      const share = 1 - smoothing;
      const weight = parameter(memory, "weight").mul(smoothing).add(share);
      const sum = parameter(memory, "excess").mul(smoothing).add(excess(measured).mul(share));
      const moved = parameter(memory, "logarithm").add(sum.div(weight).mul(gain));
      const [low, high] = [Math.log(min), Math.log(max)];
      return { logarithm: moved.clipByValue(low, high), excess: sum, weight };
    },
  };
};
