import { requirePositive } from "../arguments.ts";
import { withOptions } from "../options.ts";
import { type Controller, rateOf } from "./controller.ts";
import { type MultiplierOptions, multiplier } from "./multiplier.ts";

/** Options of `targetRate`. */
export interface TargetRateOptions extends MultiplierOptions {
  /** The target rate, in nats. */
  readonly rate: number;
}

/** Beta by feedback: it grows with the relative excess of the rate over its target. */
export const targetRate = withOptions(
  "targetRate",
  {
    rate: "required",
    from: "optional",
    gain: "optional",
    smoothing: "optional",
    min: "optional",
    max: "optional",
  },
  ({ rate, ...options }: TargetRateOptions): Controller => {
    requirePositive("rate", rate);
    return multiplier((measured) => rateOf(measured).sub(rate).div(rate), options);
  },
);
