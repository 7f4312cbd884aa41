import type * as tf from "@tensorflow/tfjs";
import { requireCount, requireOneOf } from "../arguments.ts";
import type { Distribution } from "../distributions/distribution.ts";
import { withOptions } from "../options.ts";
import { gradientOnly, withoutGradient } from "../tensors/gradients.ts";
import type { Estimator } from "./estimator.ts";

/** The baseline subtracted from f; it must not depend on the same sample. */
type Baseline = "none" | "leave-one-out";

/** Options of `scoreFunction`. */
export interface ScoreFunctionOptions {
  readonly samples?: number;
  readonly baseline?: Baseline;
}

const weights: Record<Baseline, (f: tf.Tensor, samples: number) => tf.Tensor> = {
  none: (f) => f.clone(),
  // f_s − (Σf − f_s)/(S − 1) = (f_s − mean f) · S/(S − 1)
  "leave-one-out": (f, S) => f.sub(f.mean(0)).mul(S / (S - 1)),
};

/**
 * ∇E_q f(z) = E (f(z) − baseline) ∇log q(z) + E ∇f: REINFORCE (Williams 1992); the leave-one-out
 * baseline is the mean of f over the other samples of the same example (Mnih & Rezende 2016; Kool et
 * al. 2019). It needs no gradient of f in z, so samples may be discrete.
 */
export const scoreFunction = withOptions(
  "scoreFunction",
  { samples: "optional", baseline: "optional" },
  ({ samples = 1, baseline = "none" }: ScoreFunctionOptions): Estimator<Distribution> => {
    requireCount("samples", samples);
    requireOneOf("baseline", baseline, Object.keys(weights));
    if (baseline === "leave-one-out")
      requireCount("samples of the leave-one-out baseline", samples, 2);
    return {
      samples,
      expectation: (f, q, rng) => {
        const z = withoutGradient(() => q.sample(rng, samples));
        const values = f(z);
        const weight = withoutGradient(() => weights[baseline](values, samples));
        const score = q.logProb(z).mul(weight).mean(0);
        return values.mean(0).add(gradientOnly(score));
      },
    };
  },
);
