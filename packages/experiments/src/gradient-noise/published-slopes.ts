import { dreg, pathwiseWeights, stickingTheLanding } from "@vae-lab/core/estimators";
import { mean as meanOfLogs } from "@vae-lab/core/functionals";
import { rng } from "@vae-lab/core/random";
import type { ExactValue } from "../studies/evidence.ts";
import { gradientMoments, withExactPosterior } from "./importance-weighted-gradient.ts";
import { signalToNoise, slopeError, slopeInSamples, unlikePosterior } from "./signal-to-noise.ts";

/** Each gradient where its asymptote is reached and its signal still stands out of the noise. */
const sizes = {
  inference: { samples: [8, 32, 128], estimates: 200_000 },
  generative: { samples: [64, 256, 1024], estimates: 20_000 },
} as const;

const slopes = (): ExactValue[] =>
  Object.entries({ pathwise: pathwiseWeights(), DReG: dreg() }).flatMap(([estimator, own]) =>
    (["inference", "generative"] as const).flatMap((gradient) => {
      const { samples, estimates } = sizes[gradient];
      const noise = rng(10).fold("slopes", gradient);
      const rows = signalToNoise(own, { rng: noise, samples, estimates });
      return [
        ...rows.map((row) => ({
          quantity: "signal-to-noise ratio",
          at: { estimator, gradient, K: row.samples },
          value: row[gradient],
          error: 4 / Math.sqrt(estimates),
          unit: "",
        })),
        {
          quantity: "exponent of K in the signal-to-noise ratio",
          at: { estimator, gradient },
          value: slopeInSamples(rows, gradient),
          error: 4 * slopeError(rows, gradient, estimates),
          unit: "",
        },
      ];
    }),
  );

/** Variances of the ELBO's gradient in q's mean where q is the posterior (Roeder et al. 2017). */
const atTheOptimum = (): ExactValue[] =>
  Object.entries({ pathwise: pathwiseWeights(), "sticking the landing": stickingTheLanding() }).map(
    ([estimator, own]) => {
      const { inference } = gradientMoments(own, withExactPosterior(unlikePosterior), {
        ...{ rng: rng(10).fold("optimum"), functional: meanOfLogs },
        ...{ samples: 1, estimates: 20_000 },
      });
      return {
        quantity: "variance of the ELBO's gradient at q = p(z|x)",
        at: { estimator },
        value: inference.variance,
        error: 4 * inference.variance * Math.sqrt(2 / 20_000) + 1e-10,
        unit: "nats²",
      };
    },
  );

/** How the noise of gradients of importance-weighted bounds depends on K, and vanishes at the optimum. */
export const publishedSlopes = (): ExactValue[] => [...slopes(), ...atTheOptimum()];
