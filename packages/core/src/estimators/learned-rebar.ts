import * as tf from "@tensorflow/tfjs";
import type { Distribution, Relaxable } from "../distributions/distribution.ts";
import { parameter } from "../networks/parameters.ts";
import { withOptions } from "../options.ts";
import { gradientOnly, withoutGradient } from "../tensors/gradients.ts";
import type { Estimator } from "./estimator.ts";
import type { LearnedEstimator } from "./learned-estimator.ts";
import { type RebarOptions, rebarOptions, rebarParts, requireRebar } from "./rebar.ts";

const scaleName = "rebar.scale";

/** A relaxable distribution with logits, in which the gradient's variance is measured. */
type WithLogits = Distribution & Relaxable & { readonly logits: tf.Tensor };

/**
 * REBAR with a learned scale η (Tucker et al. 2017, section 3.2): η follows the gradient of the
 * estimate's variance, that of ½ Σ (a + ηh)² for the estimate a + ηh in q's logits, because the mean
 * does not depend on η. It can only be evaluated inside a gradient computation, as in training.
 */
export const learnedRebar = withOptions(
  "learnedRebar",
  rebarOptions,
  (options: RebarOptions): LearnedEstimator<Estimator<WithLogits>> => {
    const { samples, temperature, scale } = requireRebar(options);
    return {
      shapes: { [scaleName]: [] },
      init: () => ({ [scaleName]: tf.scalar(scale) }),
      at: (parameters) => ({
        samples,
        expectation: (f, q, rng) => {
          const eta = parameter(parameters, scaleName);
          const { values, score, control } = rebarParts({ samples, temperature }, f, q, rng);
          const held = withoutGradient(() => eta.clone());
          const slopeOf = (surrogate: tf.Tensor) => {
            const slope = tf.grad(() => surrogate.mean(0))(q.logits);
            return withoutGradient(() => slope.clone());
          };
          const noise = slopeOf(score)
            .add(eta.mul(slopeOf(control)))
            .square()
            .sum(-1)
            .mul(-0.5);
          return values
            .mean(0)
            .add(gradientOnly(score.add(control.mul(held)).mean(0)))
            .add(gradientOnly(noise));
        },
      }),
    };
  },
);
