import {
  adam,
  continuousBernoulli,
  discretisedLogistic,
  elbo,
  learnedGaussian,
  optimalGaussian,
  pathwise,
  perPixelDiscretisedLogistic,
  perPixelGaussian,
  type Trainable,
  type Vae,
  vae,
} from "@vae-lab/core";

const sizes = { dataSize: 12, hidden: [8], latentSize: 3 };

const likelihoods = {
  "a continuous Bernoulli likelihood": continuousBernoulli(),
  "a discretised logistic likelihood": discretisedLogistic(),
  "a discretised logistic likelihood with each pixel's scale": perPixelDiscretisedLogistic(),
  "a learned variance": learnedGaussian(),
  "the optimal variance": optimalGaussian(),
  "a variance for each pixel": perPixelGaussian({ floor: 0.01 }),
};

const models: Record<string, Vae> = {
  ...Object.fromEntries(
    Object.entries(likelihoods).map(([name, likelihood]) => [
      `a VAE with ${name}`,
      vae({ ...sizes, likelihood }),
    ]),
  ),
};

/** Every kind of model and likelihood, each with the essay's objective. */
export const everyModel: readonly [string, Trainable][] = Object.entries(models).map(
  ([name, model]) => [name, { model, objective: elbo(), estimator: pathwise(), optimizer: adam() }],
);
