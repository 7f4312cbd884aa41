import { requireNotNegative } from "../arguments.ts";
import { withOptions } from "../options.ts";
import type { RampOptions } from "./linear.ts";
import type { Schedule } from "./schedule.ts";
import { progressOver } from "./span.ts";

/** Half a cosine wave, then constant (Loshchilov & Hutter 2017, eq. 5). */
export const cosine = withOptions(
  "cosine",
  { from: "optional", to: "optional", share: "optional", steps: "optional" },
  ({ from = 0, to = 1, ...span }: RampOptions): Schedule => {
    requireNotNegative("from", from);
    requireNotNegative("to", to);
    const progress = progressOver(span);
    return (step, total) =>
      from + ((to - from) * (1 - Math.cos(Math.PI * progress(step, total)))) / 2;
  },
);
