import { adam, elbo, type Normal, pathwise, type Trainable, type Vae, vae } from "@vae-lab/core";
import type { Prior } from "@vae-lab/core/distributions";
import { dreg, pathwiseWeights } from "@vae-lab/core/estimators";
import {
  continuousBernoulli,
  discretisedLogistic,
  learnedGaussian,
  lowRankGaussian,
  optimalGaussian,
  perPixelDiscretisedLogistic,
  perPixelGaussian,
} from "@vae-lab/core/likelihoods";
import {
  convolutionalBody,
  convolutionalDecoder,
  dynamicallyBinarised,
  hierarchicalVae,
  maskedDecoder,
  skipDecoder,
  type VariationalModel,
  withMixturePrior,
  withVampPrior,
} from "@vae-lab/core/models";
import { iwae, monteCarloElbo, reweightedWakeSleep } from "@vae-lab/core/objectives";

const sizes = { dataSize: 12, hidden: [8], latentSize: 3 };

const image = { width: 4, height: 3, channels: [2, 3] };

const likelihoods = {
  "a continuous Bernoulli likelihood": continuousBernoulli(),
  "a discretised logistic likelihood": discretisedLogistic(),
  "a discretised logistic likelihood with each pixel's scale": perPixelDiscretisedLogistic(),
  "a learned variance": learnedGaussian(),
  "the optimal variance": optimalGaussian(),
  "a variance for each pixel": perPixelGaussian({ floor: 0.01 }),
  "a low-rank Gaussian likelihood": lowRankGaussian({ rank: 3, floor: 0.01 }),
};

const models: Record<string, Vae> = {
  "a VAE with a masked decoder": vae({ ...sizes, decoder: maskedDecoder() }),
  "a VAE with a masked decoder and a learned variance": vae({
    ...sizes,
    decoder: maskedDecoder(),
    likelihood: learnedGaussian(),
  }),
  "a VAE with skip connections": vae({ ...sizes, decoder: skipDecoder }),
  "a VAE with convolutions": vae({
    ...sizes,
    body: convolutionalBody(image),
    decoder: convolutionalDecoder(image),
  }),
  "a VAE of data binarised anew": dynamicallyBinarised(vae(sizes)),
  ...Object.fromEntries(
    Object.entries(likelihoods).map(([name, likelihood]) => [
      `a VAE with ${name}`,
      vae({ ...sizes, likelihood }),
    ]),
  ),
};

const mixed = (model: VariationalModel<Normal, Prior>): Trainable => ({
  model,
  objective: monteCarloElbo(),
  estimator: pathwiseWeights(),
  optimizer: adam(),
});

const hierarchy: Trainable = {
  model: hierarchicalVae({ ...sizes, topSize: 2, between: [4] }),
  objective: iwae({ samples: 3 }),
  estimator: dreg(),
  optimizer: adam(),
};

const priors: Record<string, Trainable> = {
  "a VAE with two layers of codes": hierarchy,
  "a VAE with two layers of codes, wake and sleep": {
    model: hierarchicalVae({ ...sizes, topSize: 2 }),
    objective: reweightedWakeSleep({ samples: 3, inference: "both" }),
    estimator: undefined,
    optimizer: adam(),
  },
  "a VAE with a mixture for its prior": mixed(withMixturePrior(vae(sizes), { components: 4 })),
  "a VAE with VampPrior": mixed(withVampPrior(vae(sizes), { components: 4 })),
};

/** Every kind of model, likelihood and prior, each with the objective of Saghir's essay or its nearest kin. */
export const everyModel: readonly [string, Trainable][] = [
  ...Object.entries(models).map(([name, model]): [string, Trainable] => [
    name,
    { model, objective: elbo(), estimator: pathwise(), optimizer: adam() },
  ]),
  ...Object.entries(priors),
];
