import { requireCount, requirePositive } from "../arguments.ts";
import type { Relaxable } from "../distributions/distribution.ts";
import { withOptions } from "../options.ts";
import { withoutGradient, withValue } from "../tensors/gradients.ts";
import type { Estimator } from "./estimator.ts";

/** Options of `gumbelSoftmax`. */
export interface GumbelSoftmaxOptions {
  readonly samples?: number;
  /** Temperature > 0. Lower values reduce bias and increase variance. */
  readonly temperature?: number;
  /** Whether f receives the hard code in the forward pass and the relaxed one in the gradient. */
  readonly straightThrough?: boolean;
}

/**
 * The pathwise gradient of f at the relaxed code (Maddison et al. 2017; Jang et al. 2017): value and
 * gradient are those under the Concrete distribution, biased by O(temperature). With straight-through
 * (Jang et al. 2017, section 2.2) the value is unbiased; the gradient is not.
 */
export const gumbelSoftmax = withOptions(
  "gumbelSoftmax",
  { samples: "optional", temperature: "optional", straightThrough: "optional" },
  ({
    samples = 1,
    temperature = 0.5,
    straightThrough = false,
  }: GumbelSoftmaxOptions): Estimator<Relaxable> => {
    requireCount("samples", samples);
    requirePositive("temperature", temperature);
    return {
      samples,
      expectation: (f, q, rng) => {
        const relaxed = q.relaxed({ temperature });
        const y = relaxed.reparameterizedSample(rng, samples);
        const soft = relaxed.soften(y);
        if (!straightThrough) return f(soft).mean(0);
        const hard = withoutGradient(() => relaxed.harden(y));
        return f(withValue(soft, hard)).mean(0);
      },
    };
  },
);
