import { linearVaeOptimum } from "@vae-lab/core/exact";
import type { ExactValue } from "../studies/evidence.ts";

/** Eigenvalues of the data's covariance, the units of the model, and σ². */
const spectrum = [4, 2, 1, 0.5, 0.25];
const latentSize = 2;
const variance = 0.1;

/** s² relative to 1/w²: so small that the reconstruction term is at its supremum to 1e-6. */
const noise = 1e-7;

const logTwoPi = Math.log(2 * Math.PI);
const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

/**
 * A linear VAE of the principal directions with weights w, whose encoder v = 1/w inverts them and has
 * variance s² = noise/w²: E log p(x|z) and E log p(x), in nats.
 */
const linearVae = (w: number) => {
  const distortion = latentSize * noise + sum(spectrum.slice(latentSize));
  return {
    reconstruction:
      -distortion / (2 * variance) - (spectrum.length / 2) * (logTwoPi + Math.log(variance)),
    logLikelihood: -sum(
      spectrum.map((lambda, i) => {
        const marginal = (i < latentSize ? w * w : 0) + variance;
        return (logTwoPi + Math.log(marginal) + lambda / marginal) / 2;
      }),
    ),
  };
};

/**
 * What the reconstruction term alone says of the likelihood, by the closed form of linear VAEs: the term
 * does not depend on the scale w of the weights, log p(x) does.
 */
export const reconstructionAlone = (): ExactValue[] => {
  const models = [0.1, 0.5, 1, 2, 10].map((w) => ({ w, ...linearVae(w) }));
  const supremum =
    -sum(spectrum.slice(latentSize)) / (2 * variance) -
    (spectrum.length / 2) * (logTwoPi + Math.log(variance));
  const { logLikelihood: best } = linearVaeOptimum({ spectrum, variance, latentSize });
  return models.flatMap(({ w, reconstruction, logLikelihood }) => [
    {
      ...{ quantity: "supremum of E log p(x|z), minus that of a linear VAE", at: { w } },
      ...{ value: supremum - reconstruction, error: 1e-9, unit: "nats" },
    },
    {
      ...{ quantity: "largest E log p(x), minus that of the same VAE", at: { w } },
      ...{ value: best - logLikelihood, error: 1e-9, unit: "nats" },
    },
  ]);
};
