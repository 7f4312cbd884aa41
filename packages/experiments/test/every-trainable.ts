import {
  adam,
  autoencoder,
  type Estimator,
  elbo,
  forwardKl,
  gaussian,
  halfJeffreys,
  linear,
  linearVae,
  maskingNoise,
  type Normal,
  pathwise,
  recipes,
  reconstructionOnly,
  scoreFunction,
  type Trainable,
  vae,
} from "@vae-lab/core";

export const sizes = { dataSize: 12, hidden: [8], latentSize: 3 };

const models = {
  "a Bernoulli VAE": vae(sizes),
  "a Gaussian VAE": vae({ ...sizes, likelihood: gaussian({ variance: 0.5 }) }),
  "a linear VAE": linearVae(sizes),
};

const objectives = {
  "reverse KL": elbo(),
  "4 × reverse KL": elbo({ beta: 4 }),
  "½ forward KL": elbo({ regulariser: forwardKl, beta: 0.5 }),
  "half Jeffreys": elbo({ regulariser: halfJeffreys }),
  "no regulariser": reconstructionOnly(),
};

const estimators: Record<string, Estimator<Normal>> = {
  "pathwise S = 1": pathwise(),
  "pathwise S = 4": pathwise({ samples: 4 }),
  "score function S = 2": scoreFunction({ samples: 2 }),
  "leave-one-out S = 4": scoreFunction({ samples: 4, baseline: "leave-one-out" }),
};

const compositions = Object.entries(models).flatMap(([what, model]) =>
  Object.entries(objectives).flatMap(([which, objective]) =>
    Object.entries(estimators).map(([how, estimator]): [string, Trainable] => [
      `${what}, ${which}, ${how}`,
      { model, objective, estimator, optimizer: adam() },
    ]),
  ),
);

const others: Record<string, Trainable> = {
  "a VAE whose beta rises for half of the steps": {
    ...recipes.essayVae(sizes),
    objective: elbo({ beta: linear({ to: 2, share: 0.5 }) }),
  },
  "a linear autoencoder, another Adam": {
    model: autoencoder({ ...sizes, hidden: [], likelihood: gaussian({ variance: 1 }) }),
    optimizer: adam({ learningRate: 0.01, beta1: 0.8, beta2: 0.99, epsilon: 1e-3 }),
  },
  "an autoencoder of masked data": recipes.denoisingAutoencoder({
    ...sizes,
    corruption: maskingNoise({ rate: 0.3 }),
  }),
};

const named = Object.entries(recipes).map(([name, recipe]): [string, Trainable] => [
  `recipe ${name}`,
  recipe({ ...sizes, beta: 2 }),
]);

/** Every model × objective × estimator of core, every recipe, and autoencoders. */
export const everyTrainable: readonly [string, Trainable][] = [
  ...named,
  ...Object.entries(others),
  ...compositions,
];
