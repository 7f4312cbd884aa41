import { requireCount, requireNotNegative } from "../arguments.ts";
import { withOptions } from "../options.ts";
import type { Schedule } from "./schedule.ts";

/** Options of `cyclical`. */
export interface CyclicalOptions {
  /** Value at the first step of each cycle. Default: 0. */
  readonly from?: number;
  /** Value after the rising part of each cycle. Default: 1. */
  readonly to?: number;
  /** M, the number of cycles. Default: 4. */
  readonly cycles?: number;
  /** R in (0, 1], the rising share of a cycle. Default: ½. */
  readonly rise?: number;
}

/**
 * Cyclical annealing: a linear rise in each cycle, then constant: β_t = min(1, τ/R),
 * τ = mod(t − 1, ⌈T/M⌉) / (T/M) (Fu et al. 2019, eqs. 4 and 5).
 * @throws RangeError for invalid options
 */
export const cyclical = withOptions(
  "cyclical",
  { from: "optional", to: "optional", cycles: "optional", rise: "optional" },
  ({ from = 0, to = 1, cycles = 4, rise = 0.5 }: CyclicalOptions): Schedule => {
    requireNotNegative("from", from);
    requireNotNegative("to", to);
    requireCount("cycles", cycles);
    if (!(rise > 0 && rise <= 1)) throw new RangeError(`rise must be in (0, 1], got ${rise}`);
    return (step, total) => {
      const done = ((step - 1) % Math.ceil(total / cycles)) / (total / cycles);
      return from + (to - from) * Math.min(1, done / rise);
    };
  },
);
