import {
  adam,
  autoencoder,
  bernoulli,
  type Corruption,
  type Divergence,
  denoisingAutoencoder,
  type Estimator,
  elbo,
  forwardKl,
  gaussian,
  gaussianNoise,
  glorotUniform,
  halfJeffreys,
  type Initialiser,
  type Likelihood,
  type ModelOptions,
  maskingNoise,
  type Normal,
  pathwise,
  reconstructionOnly,
  reverseKl,
  scoreFunction,
  type Trainable,
  vae,
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
  }
};

/** A config as core's objects, for images of `dataSize` pixels: the only switch over kinds. */
export const build = (config: TrialConfig, dataSize: number): Trainable => {
  const { model, objective, estimator } = config;
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
    case "vae": {
      if (objective === undefined || estimator === undefined)
        throw new Error("a vae must have an objective and an estimator, got neither or one");
      const regulariser = divergenceOf(config);
      return {
        model: vae(options),
        objective:
          regulariser === undefined
            ? reconstructionOnly()
            : elbo({ regulariser, beta: objective.beta }),
        estimator: estimatorOf(estimator),
        optimizer,
      };
    }
  }
};
