import { requireNotNegative } from "../arguments.ts";
import { withOptions } from "../options.ts";
import type { Schedule } from "./schedule.ts";
import { progressOver, type Span } from "./span.ts";

export interface RampOptions extends Span {
  /** Before the first step; 0 when not given. */
  readonly from?: number;
  /** At the last step of the span and after it; 1 when not given. */
  readonly to?: number;
}

/** A straight line, then its end: warm-up (Bowman et al. 2016; Sønderby et al. 2016). */
export const linear = withOptions(
  "linear",
  { from: "optional", to: "optional", share: "optional", steps: "optional" },
  ({ from = 0, to = 1, ...span }: RampOptions): Schedule => {
    requireNotNegative("from", from);
    requireNotNegative("to", to);
    const progress = progressOver(span);
    return (step, total) => from + (to - from) * progress(step, total);
  },
);
