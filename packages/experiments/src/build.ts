import {
  adam,
  autoencoder,
  bernoulli,
  type Corruption,
  ciwae,
  type Divergence,
  denoisingAutoencoder,
  dreg,
  type Estimator,
  elbo,
  forwardKl,
  gaussian,
  gaussianNoise,
  glorotUniform,
  halfJeffreys,
  type Initialiser,
  iwae,
  type Likelihood,
  type ModelOptions,
  maskingNoise,
  miwae,
  monteCarloElbo,
  type Normal,
  pathwise,
  pathwiseWeights,
  reconstructionOnly,
  reverseKl,
  scoreFunction,
  scoreFunctionWeights,
  stickingTheLanding,
  type Trainable,
  vae,
  vimco,
  vrAlpha,
  type WeightsEstimator,
  type WeightsObjective,
} from "@vae-lab/core";
import type { TrialConfig } from "./config.ts";

type Of<Key extends keyof TrialConfig> = NonNullable<TrialConfig[Key]>;

const initialisers: Record<Of<"model">["initialisation"], Initialiser> = {
  "glorot-uniform": glorotUniform,
};

const divergences: Record<Of<"objective">["regulariser"], Divergence | undefined> = {
  "reverse-kl": reverseKl,
  "forward-kl": forwardKl,
  "half-jeffreys": halfJeffreys,
  none: undefined,
};

/** What a config's regulariser is in core; nothing where there is none. */
export const divergenceOf = ({ objective }: TrialConfig): Divergence | undefined =>
  objective && divergences[objective.regulariser];

const likelihoodOf = (config: Of<"model">["likelihood"]): Likelihood => {
  switch (config.kind) {
    case "bernoulli":
      return bernoulli();
    case "gaussian":
      return gaussian(config);
  }
};

const corruptionOf = (
  config: Extract<Of<"model">, { kind: "denoising-autoencoder" }>["corruption"],
): Corruption => {
  switch (config.kind) {
    case "gaussian":
      return gaussianNoise(config);
    case "masking":
      return maskingNoise(config);
  }
};

const estimatorOf = (config: Of<"estimator">): Estimator<Normal> => {
  switch (config.kind) {
    case "pathwise":
      return pathwise(config);
    case "score-function":
      return scoreFunction(config);
    default:
      throw new Error(`${config.kind} is no estimator of an expectation`);
  }
};

const boundOf = (config: Of<"inference">, samples: number): WeightsObjective => {
  switch (config.kind) {
    case "monte-carlo-elbo":
      return monteCarloElbo({ samples });
    case "iwae":
      return iwae({ samples });
    case "miwae":
      return miwae({ ...config, samples });
    case "ciwae":
      return ciwae({ ...config, samples });
    case "vr":
      return vrAlpha({ ...config, samples });
  }
};

const weightsEstimatorOf = (config: Of<"estimator">): WeightsEstimator<Normal> => {
  switch (config.kind) {
    case "pathwise":
      return pathwiseWeights();
    case "score-function":
      return scoreFunctionWeights(config);
    case "sticking-the-landing":
      return stickingTheLanding();
    case "dreg":
      return dreg();
    case "vimco":
      return vimco(config);
  }
};

/** What is maximised and by which gradients: the ELBO with a regulariser, or another bound. */
const inferenceOf = (config: TrialConfig) => {
  const { objective, inference, estimator } = config;
  if (estimator === undefined) throw new Error("a vae must have an estimator, got none");
  if (inference !== undefined)
    return {
      objective: boundOf(inference, estimator.samples),
      estimator: weightsEstimatorOf(estimator),
    };
  if (objective === undefined) throw new Error("a vae must have an objective, got none");
  const regulariser = divergenceOf(config);
  return {
    objective:
      regulariser === undefined
        ? reconstructionOnly()
        : elbo({ regulariser, beta: objective.beta }),
    estimator: estimatorOf(estimator),
  };
};

/** A config as core's objects, for images of `dataSize` pixels: the only switch over kinds. */
export const build = (config: TrialConfig, dataSize: number): Trainable => {
  const { model } = config;
  const options: ModelOptions = {
    dataSize,
    latentSize: model.latent,
    hidden: model.hidden,
    likelihood: likelihoodOf(model.likelihood),
    initialiser: initialisers[model.initialisation],
  };
  const optimizer = adam(config.optimizer);
  switch (model.kind) {
    case "autoencoder":
      return { model: autoencoder(options), optimizer };
    case "denoising-autoencoder":
      return {
        model: denoisingAutoencoder({ ...options, corruption: corruptionOf(model.corruption) }),
        optimizer,
      };
    case "vae":
      return { model: vae(options), ...inferenceOf(config), optimizer };
  }
};
