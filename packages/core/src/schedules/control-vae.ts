import { requireNotNegative, requirePositive } from "../arguments.ts";
import { parameter } from "../networks/parameters.ts";
import { withOptions } from "../options.ts";
import { type Controller, rateOf } from "./controller.ts";

/** Options of `controlVae`. */
export interface ControlVaeOptions {
  /** The target rate, in nats. */
  readonly rate: number;
  /** K_p, the proportional gain. Default: 0.01. */
  readonly proportional?: number;
  /** K_i, the integral gain. Default: 1e-4. */
  readonly integral?: number;
  /** Range of beta. Default: 0 to 1. */
  readonly min?: number;
  readonly max?: number;
}

/**
 * Beta by the PI controller of ControlVAE (Shao et al. 2020, eq. 9 and algorithm 1): with the error
 * e = R* − R, β = K_p / (1 + exp(e)) − K_i Σ e + β_min. The sum is frozen while beta would leave
 * its range (anti-windup).
 */
export const controlVae = withOptions(
  "controlVae",
  {
    rate: "required",
    proportional: "optional",
    integral: "optional",
    min: "optional",
    max: "optional",
  },
  ({
    rate,
    proportional = 0.01,
    integral = 1e-4,
    min = 0,
    max = 1,
  }: ControlVaeOptions): Controller => {
    requirePositive("rate", rate);
    requireNotNegative("proportional", proportional);
    requirePositive("integral", integral);
    requireNotNegative("min", min);
    if (!(max > min)) throw new RangeError(`max must be > min = ${min}, got ${max}`);
    return {
      initial: { unbounded: min, integral: 0 },
      value: (memory) => parameter(memory, "unbounded").clipByValue(min, max),
      next: (memory, measured) => {
        const [last, sum] = [parameter(memory, "unbounded"), parameter(memory, "integral")];
        const error = rateOf(measured).neg().add(rate);
        const inside = last.greaterEqual(min).logicalAnd(last.lessEqual(max)).cast("float32");
        const next = sum.sub(error.mul(inside).mul(integral));
        const unbounded = error.neg().sigmoid().mul(proportional).add(next).add(min);
        return { unbounded, integral: next };
      },
    };
  },
);
