import {
  adam,
  adamw,
  amari,
  autoencoder,
  bernoulli,
  type Coefficient,
  type Corruption,
  chiSquared,
  ciwae,
  continuousBernoulli,
  controlVae,
  cosine,
  cyclical,
  type Divergence,
  denoisingAutoencoder,
  discretisedLogistic,
  dreg,
  dualGeometricJs,
  type Estimator,
  elbo,
  forwardKl,
  gaussian,
  gaussianNoise,
  geometricJs,
  glorotUniform,
  halfJeffreys,
  type Initialiser,
  iwae,
  jeffreys,
  jsPerUnitSum,
  learnedGaussian,
  linear,
  type ModelOptions,
  maskingNoise,
  miwae,
  monteCarloElbo,
  type Normal,
  type Optimizer,
  optimalGaussian,
  pathwise,
  pathwiseWeights,
  perPixelDiscretisedLogistic,
  perPixelGaussian,
  reconstructionOnly,
  renyiDivergence,
  reverseKl,
  scoreFunction,
  scoreFunctionWeights,
  sgd,
  squaredHellinger,
  stickingTheLanding,
  type Trainable,
  targetRate,
  targetReconstruction,
  totalVariationPerUnitSum,
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

type Regulariser = Of<"objective">["regulariser"];

const divergences: Record<Regulariser, (alpha: number | undefined) => Divergence | undefined> = {
  "reverse-kl": () => reverseKl,
  "forward-kl": () => forwardKl,
  "half-jeffreys": () => halfJeffreys,
  jeffreys: () => jeffreys,
  "reverse-renyi": (alpha = 1) => renyiDivergence({ alpha, direction: "reverse" }),
  "forward-renyi": (alpha = 1) => renyiDivergence({ alpha, direction: "forward" }),
  amari: (alpha = 1) => amari({ alpha }),
  "geometric-js": (alpha = 0.5) => geometricJs({ alpha }),
  "dual-geometric-js": (alpha = 0.5) => dualGeometricJs({ alpha }),
  "reverse-chi-squared": () => chiSquared({ direction: "reverse" }),
  "forward-chi-squared": () => chiSquared({ direction: "forward" }),
  "squared-hellinger": () => squaredHellinger,
  "js-per-unit-sum": () => jsPerUnitSum(),
  "total-variation-per-unit-sum": () => totalVariationPerUnitSum,
  none: () => undefined,
};

/** What a config's regulariser is in core; nothing where there is none. */
export const divergenceOf = ({ objective }: TrialConfig): Divergence | undefined =>
  objective && divergences[objective.regulariser](objective.alpha);

const betaOf = ({ beta, schedule }: Of<"objective">): Coefficient => {
  switch (schedule?.kind) {
    case undefined:
      return beta;
    case "linear":
      return linear({ ...schedule, to: beta });
    case "cosine":
      return cosine({ ...schedule, to: beta });
    case "cyclical":
      return cyclical({ ...schedule, to: beta });
    case "target-rate":
      return targetRate({ ...schedule, from: beta });
    case "target-reconstruction":
      return targetReconstruction({ ...schedule, from: beta });
    case "control-vae":
      return controlVae({ ...schedule, most: beta });
  }
};

const likelihoodOf = (
  config: Of<"model">["likelihood"],
): NonNullable<ModelOptions["likelihood"]> => {
  switch (config.kind) {
    case "bernoulli":
      return bernoulli();
    case "continuous-bernoulli":
      return continuousBernoulli();
    case "gaussian":
      return gaussian(config);
    case "learned-gaussian":
      return learnedGaussian();
    case "optimal-gaussian":
      return optimalGaussian();
    case "per-pixel-gaussian":
      return perPixelGaussian(config);
    case "discretised-logistic":
      return discretisedLogistic(config);
    case "per-pixel-discretised-logistic":
      return perPixelDiscretisedLogistic(config);
  }
};

const optimizerOf = (config: Of<"optimizer">): Optimizer => {
  switch (config.kind) {
    case "adam":
      return adam(config);
    case "adamw":
      return adamw(config);
    case "sgd":
      return sgd(config);
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
        : elbo({
            regulariser,
            beta: betaOf(objective),
            ...(objective.capacity !== undefined && { capacity: objective.capacity }),
          }),
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
  const optimizer = optimizerOf(config.optimizer);
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
