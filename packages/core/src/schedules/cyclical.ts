import { requireCount, requireNotNegative } from "../arguments.ts";
import { withOptions } from "../options.ts";
import type { Schedule } from "./schedule.ts";

export interface CyclicalOptions {
  /** At the first step of each cycle; 0 when not given. */
  readonly from?: number;
  /** From the share `rise` of each cycle on; 1 when not given. */
  readonly to?: number;
  /** M, how many cycles all steps make; 4 when not given. */
  readonly cycles?: number;
  /** R in (0, 1], the share of a cycle that rises; ½ when not given. */
  readonly rise?: number;
}

/**
 * A line that rises for a share of each cycle and then stays, begun anew in each: β_t = min(1, τ/R),
 * τ = mod(t − 1, ⌈T/M⌉) / (T/M) (Fu et al. 2019, eqs. 4 and 5).
 * @throws RangeError for options that break a rule
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
