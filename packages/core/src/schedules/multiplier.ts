import type * as tf from "@tensorflow/tfjs";
import { requireFraction, requirePositive } from "../arguments.ts";
import { parameter } from "../networks/parameters.ts";
import type { Controller, StepStatistics } from "./controller.ts";

export interface MultiplierOptions {
  /** What it begins with; 1 when not given. */
  readonly from?: number;
  /** How fast its logarithm follows the excess, per step; 0.01 when not given. */
  readonly gain?: number;
  /** In [0, 1): the share of its past in the moving average of the excess; 0.9 when not given. */
  readonly smoothing?: number;
  /** It stays between these; 1e-4 and 1e4 when not given. */
  readonly min?: number;
  readonly max?: number;
}

/**
 * A number that grows while a constraint is exceeded and falls while it is not: λ ← λ · exp(gain · C̄),
 * C̄ the moving average of the excess, without bias at the first steps (Rezende & Viola 2018,
 * algorithm 1).
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
