import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import type { Distribution, WeaklyDifferentiable } from "../distributions/distribution.ts";
import { withOptions } from "../options.ts";
import { gradientOnly, withoutGradient } from "../tensors/gradients.ts";
import type { Estimator, SamplesOptions } from "./estimator.ts";

/**
 * ∂E f/∂θⱼ = cⱼ (E f(z⁺ⱼ) − E f(z⁻ⱼ)) for each parameter in turn (Pflug 1996; Mohamed et al. 2020,
 * section 6): for a bit the values of f at 1 and 0, for a normal mean two coupled Weibull samples, for a
 * normal variance a double-sided Maxwell sample and a normal one coupled to it. It evaluates f at 2 S
 * samples per parameter of q and needs no gradient of f.
 */
export const measureValued = withOptions(
  "measureValued",
  { samples: "optional" },
  ({ samples = 1 }: SamplesOptions): Estimator<Distribution & WeaklyDifferentiable> => {
    requireCount("samples", samples);
    return {
      samples,
      expectation: (f, q, rng) => {
        const z = withoutGradient(() => q.sample(rng, samples));
        const mean = (draws: tf.Tensor) => {
          const [J = 0, S = 0, B = 0, K = 0] = draws.shape;
          const values = f(draws.reshape([J * S, B, K]));
          return tf.transpose(values.reshape([J, S, B]).mean(1));
        };
        const surrogates = q
          .weakDerivatives(z, rng.fold("weak derivatives"))
          .map(({ parameter, coefficient, plus, minus }) => {
            const slope = withoutGradient(() => coefficient.mul(mean(plus).sub(mean(minus))));
            return parameter.mul(slope).sum(-1);
          });
        return f(z)
          .mean(0)
          .add(gradientOnly(tf.addN(surrogates)));
      },
    };
  },
);
