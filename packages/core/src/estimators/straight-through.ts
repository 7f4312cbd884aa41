import { requireCount } from "../arguments.ts";
import type { Distribution, Enumerable, WithMean } from "../distributions/distribution.ts";
import { withOptions } from "../options.ts";
import { withoutGradient, withValue } from "../tensors/gradients.ts";
import type { Estimator, SamplesOptions } from "./estimator.ts";

/**
 * f at discrete samples, with the gradient passed to the distribution's mean (Hinton 2012; Bengio et
 * al. 2013). Biased unless f is linear: for a bit, E f′(b) replaces f(1) − f(0).
 */
export const straightThrough = withOptions(
  "straightThrough",
  { samples: "optional" },
  ({ samples = 1 }: SamplesOptions): Estimator<Distribution & Enumerable & WithMean> => {
    requireCount("samples", samples);
    return {
      samples,
      expectation: (f, q, rng) => {
        const b = withoutGradient(() => q.sample(rng, samples));
        const mean = q.mean.expandDims(0).tile([samples, 1, 1]);
        return f(withValue(mean, b)).mean(0);
      },
    };
  },
);
