import {
  adam,
  type Estimator,
  elbo,
  gaussian,
  type Normal,
  type Objective,
  pathwise,
  recipes,
  type Trainable,
  vae,
} from "@vae-lab/core";
import type { NormalPrior } from "@vae-lab/core/distributions";
import {
  amari,
  chiSquared,
  forwardKl,
  freeBits,
  geometricJs,
  halfJeffreys,
  jeffreys,
  monteCarloJs,
  renyiDivergence,
  squaredHellinger,
  sumOfUnitJs,
  sumOfUnitTotalVariation,
} from "@vae-lab/core/divergences";
import {
  dreg,
  pathwiseWeights,
  scoreFunction,
  scoreFunctionWeights,
  stickingTheLanding,
  vimco,
  type WeightsEstimator,
} from "@vae-lab/core/estimators";
import { autoencoder, linearVae, maskingNoise } from "@vae-lab/core/models";
import {
  aggregateElbo,
  ciwae,
  iwae,
  miwae,
  monteCarloElbo,
  reconstructionOnly,
  vrAlpha,
  type WeightsObjective,
} from "@vae-lab/core/objectives";
import { adamw, cosineDecay, linearDecay, sgd, stepDecay } from "@vae-lab/core/optimizers";
import { withVarianceFloor } from "@vae-lab/core/posteriors";
import { aggregateKl, mmd, rbf } from "@vae-lab/core/regularisers";
import { cosine, linear, targetRate } from "@vae-lab/core/schedules";
import { everyDiscrete } from "./every-discrete.ts";
import { everyRecipe } from "./every-recipe.ts";

export const sizes = { dataSize: 12, hidden: [8], latentSize: 3 };

const linearSizes = { dataSize: sizes.dataSize, latentSize: sizes.latentSize };

const models = {
  "a Bernoulli VAE": vae(sizes),
  "a Gaussian VAE": vae({ ...sizes, likelihood: gaussian({ variance: 0.5 }) }),
  "a linear VAE": linearVae(linearSizes),
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

/** The parts of compositions, by name. */
export const parts = { models, objectives, estimators };

export interface Composition {
  /** Those of its model, its objective and its estimator. */
  readonly names: readonly [string, string, string];
  readonly trainable: Trainable;
}

const inTurn = <T>(all: readonly T[], turn: number): T => all[turn % all.length] as T;

/** Each objective with each estimator. The models take turns, so that each meets all of both. */
export const compositions: readonly Composition[] = Object.entries(objectives).flatMap(
  ([which, objective], i) =>
    Object.entries(estimators).map(([how, estimator], j): Composition => {
      const [what, model] = inTurn(Object.entries(models), i + j);
      const trainable = { model, objective, estimator, optimizer: adam() };
      return { names: [what, which, how], trainable };
    }),
);

const regularised: Record<string, Objective<Normal, Estimator<Normal>, NormalPrior>> = {
  Jeffreys: elbo({ regulariser: jeffreys }),
  "Rényi ½": elbo({ regulariser: renyiDivergence({ alpha: 0.5 }) }),
  "Rényi 2 forward": elbo({ regulariser: renyiDivergence({ alpha: 2, direction: "forward" }) }),
  "Amari 0.3": elbo({ regulariser: amari({ alpha: 0.3 }) }),
  "χ²": elbo({ regulariser: chiSquared() }),
  "squared Hellinger": elbo({ regulariser: squaredHellinger }),
  "geometric JS": elbo({ regulariser: geometricJs() }),
  "JS per unit": elbo({ regulariser: sumOfUnitJs() }),
  "total variation per unit": elbo({ regulariser: sumOfUnitTotalVariation }),
  "drawn JS": aggregateElbo({ regulariser: monteCarloJs({ samples: 2 }) }),
  "MMD, IMQ": aggregateElbo({ regulariser: mmd(), weight: 10 }),
  "MMD, RBF, beside the rate": aggregateElbo({ regulariser: mmd({ kernel: rbf() }), beta: 0.5 }),
  "aggregate KL": aggregateElbo({ regulariser: aggregateKl }),
};

const boundsOfWeights: Record<string, WeightsObjective> = {
  "ELBO of weights, K = 3": monteCarloElbo({ samples: 3 }),
  "IWAE, K = 3": iwae({ samples: 3 }),
  "MIWAE, M = 2, K = 2": miwae({ groups: 2, samples: 2 }),
  "CIWAE, K = 3": ciwae({ samples: 3, share: 0.3 }),
  "Rényi, K = 3, α = 2": vrAlpha({ samples: 3, alpha: 2 }),
  "IWAE whose beta rises": iwae({ samples: 3, beta: linear({ to: 1 }) }),
};

const weightsEstimators: Record<string, WeightsEstimator<Normal>> = {
  pathwise: pathwiseWeights(),
  "sticking the landing": stickingTheLanding(),
  DReG: dreg(),
  "score function": scoreFunctionWeights(),
  "leave-one-out": scoreFunctionWeights({ baseline: "leave-one-out" }),
  "VIMCO, geometric": vimco(),
  "VIMCO, arithmetic": vimco({ average: "arithmetic" }),
};

const weighted = Object.entries(boundsOfWeights).flatMap(([which, objective]) =>
  Object.entries(weightsEstimators).map(([how, estimator]): [string, Trainable] => [
    `${which}, ${how}`,
    { model: models["a Bernoulli VAE"], objective, estimator, optimizer: adam() },
  ]),
);

const essay = recipes.essayVae(sizes);

const others: Record<string, Trainable> = {
  ...Object.fromEntries(
    Object.entries(regularised).map(([name, objective]): [string, Trainable] => [
      `a linear VAE, ${name}`,
      { model: linearVae(linearSizes), objective, estimator: pathwise(), optimizer: adam() },
    ]),
  ),
  "a VAE with free bits": {
    ...essay,
    objective: elbo({ regulariser: freeBits({ nats: 0.1 }) }),
  },
  "a VAE with free bits for each example": {
    ...essay,
    objective: elbo({ regulariser: freeBits({ nats: 0.2, groupSize: 3, over: "example" }) }),
  },
  "a VAE with a floor for its variance": {
    ...recipes.withoutKl(sizes),
    model: withVarianceFloor(essay.model, { logVariance: -4 }),
  },
  "a VAE with a maximum of its log variance": recipes.essayVae({ ...sizes, maxLogVariance: -1 }),
  "a VAE with two layers and a maximum of their log variances": recipes.twoLayerVae({
    ...sizes,
    topSize: 2,
    maxLogVariance: -1,
  }),
  "a VAE with clipped gradients": {
    ...recipes.essayVae(sizes),
    optimizer: adam({ gradientClipping: 0.1 }),
  },
  "a VAE with clipped gradients, by AdamW": {
    ...recipes.essayVae(sizes),
    optimizer: adamw({ weightDecay: 0.5, gradientClipping: 0.1 }),
  },
  "a VAE with clipped gradients, by momentum": {
    ...recipes.essayVae(sizes),
    optimizer: sgd({ learningRate: 0.1, momentum: 0.9, gradientClipping: 0.1 }),
  },
  "a VAE by AdamW": { ...recipes.essayVae(sizes), optimizer: adamw({ weightDecay: 0.5 }) },
  "a VAE by momentum": { ...recipes.essayVae(sizes), optimizer: sgd({ momentum: 0.9 }) },
  "a VAE by Nesterov's momentum": {
    ...recipes.essayVae(sizes),
    optimizer: sgd({ momentum: 0.8, nesterov: true }),
  },
  "a VAE by Adam with cosine decay of the learning rate": {
    ...recipes.essayVae(sizes),
    optimizer: adam({ learningRate: cosineDecay({ from: 0.01 }), gradientClipping: 5 }),
  },
  "a VAE by AdamW with linear decay of the learning rate": {
    ...recipes.essayVae(sizes),
    optimizer: adamw({ learningRate: linearDecay({ from: 0.01 }), weightDecay: 0.1 }),
  },
  "a VAE by momentum with step decay of the learning rate": {
    ...recipes.essayVae(sizes),
    optimizer: sgd({ learningRate: stepDecay({ from: 0.01 }), momentum: 0.9 }),
  },
  "a VAE whose beta seeks a rate": {
    ...recipes.essayVae(sizes),
    objective: elbo({ beta: targetRate({ rate: 2, gain: 0.05 }) }),
  },
  "a VAE with a capacity that rises": {
    ...recipes.essayVae(sizes),
    objective: elbo({ beta: 10, capacity: cosine({ to: 3 }) }),
  },
  "a VAE whose beta rises for half of the steps": {
    ...recipes.essayVae(sizes),
    objective: elbo({ beta: linear({ to: 2, share: 0.5 }) }),
  },
  "sleep alone": recipes.reweightedWakeSleepVae({ ...sizes, inference: "sleep" }),
  "wake and sleep": recipes.reweightedWakeSleepVae({ ...sizes, inference: "both" }),
  "a linear autoencoder, another Adam": {
    model: autoencoder({ ...sizes, hidden: [], likelihood: gaussian({ variance: 1 }) }),
    optimizer: adam({ learningRate: 0.01, beta1: 0.8, beta2: 0.99, epsilon: 1e-3 }),
  },
  "an autoencoder of masked data": recipes.denoisingAutoencoder({
    ...sizes,
    corruption: maskingNoise({ rate: 0.3 }),
  }),
};

const named = everyRecipe(sizes).map(([name, trainable]): [string, Trainable] => [
  `recipe ${name}`,
  trainable,
]);

/** Every recipe, every optimizer and schedule, and autoencoders. */
export const everyRecipeAndOptimizer: readonly [string, Trainable][] = [
  ...named,
  ...Object.entries(others),
];

/** Every two of model, objective and estimator, every bound of weights × estimator, and discrete codes. */
export const everyComposition: readonly [string, Trainable][] = [
  ...compositions.map(({ names, trainable }): [string, Trainable] => [names.join(", "), trainable]),
  ...weighted,
  ...everyDiscrete,
];
