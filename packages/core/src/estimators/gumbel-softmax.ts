import { requireCount, requirePositive } from "../arguments.ts";
import type { Relaxable } from "../distributions/distribution.ts";
import { withOptions } from "../options.ts";
import { withoutGradient, withValue } from "../tensors/gradients.ts";
import type { Estimator } from "./estimator.ts";

export interface GumbelSoftmaxOptions {
  readonly samples?: number;
  /** > 0: the lower, the less bias and the more variance. */
  readonly temperature?: number;
  /** Whether f sees the hard code, and the relaxed one for its gradient alone. */
  readonly straightThrough?: boolean;
}

/**
 * The pathwise gradient of f at the relaxed code (Maddison et al. 2017; Jang et al. 2017), which
 * takes E f under the Concrete law for E f: value and gradient are biased by O(temperature). Straight
 * through (Jang et al. 2017, section 2.2) the value is unbiased, the gradient is not.
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
