import { requireNotNegative } from "../arguments.ts";
import { withOptions } from "../options.ts";
import type { Schedule } from "./schedule.ts";
import { progressOver, type Span } from "./span.ts";

/** Options of `linear` and `cosine`. */
export interface RampOptions extends Span {
  /** Value before the first step. Default: 0. */
  readonly from?: number;
  /** Value at the end of the span and after it. Default: 1. */
  readonly to?: number;
}

/** Linear warm-up, then constant (Bowman et al. 2016; Sønderby et al. 2016). */
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
