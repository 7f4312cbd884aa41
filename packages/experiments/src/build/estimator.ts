import { type Estimator, type Normal, pathwise } from "@vae-lab/core";
import type {
  Distribution,
  Enumerable,
  Relaxable,
  Reparameterizable,
  Stoppable,
  WeaklyDifferentiable,
  WithMean,
} from "@vae-lab/core/distributions";
import {
  dreg,
  gumbelSoftmax,
  type LearnedEstimator,
  measureValued,
  nvil,
  pathwiseWeights,
  rebar,
  scoreFunction,
  scoreFunctionWeights,
  stickingTheLanding,
  straightThrough,
  vimco,
  type WeightsEstimator,
} from "@vae-lab/core/estimators";
import type { PartOf } from "../config/trial-config.ts";
import { optionsOf } from "./options-of.ts";

type Config = PartOf<"estimator">;
/** Undefined for kinds that a valid config does not combine with this posterior. */
export type MaybeEstimator<Q> = Estimator<Q> | LearnedEstimator<Estimator<Q>> | undefined;

/** Estimators of E f(z) for any posterior. */
const anyPosteriorEstimator = (
  config: Config,
  dataSize: number,
): MaybeEstimator<Distribution & WeaklyDifferentiable> => {
  switch (config.kind) {
    case "score-function":
      return scoreFunction(optionsOf(config));
    case "measure-valued":
      return measureValued(optionsOf(config));
    case "nvil":
      return nvil({ ...optionsOf(config), dataSize });
    default:
      return undefined;
  }
};

export const normalEstimator = (config: Config, dataSize: number): MaybeEstimator<Normal> =>
  config.kind === "pathwise"
    ? pathwise(optionsOf(config))
    : anyPosteriorEstimator(config, dataSize);

/** What coins and one-hot codes have alike. */
export type Discrete = Distribution & WeaklyDifferentiable & Relaxable & Enumerable & WithMean;

export const discreteEstimator = (config: Config, dataSize: number): MaybeEstimator<Discrete> => {
  switch (config.kind) {
    case "straight-through":
      return straightThrough(optionsOf(config));
    case "gumbel-softmax":
      return gumbelSoftmax(optionsOf(config));
    case "straight-through-gumbel-softmax":
      return gumbelSoftmax({ ...optionsOf(config), straightThrough: true });
    case "rebar":
      return rebar(optionsOf(config));
    default:
      return anyPosteriorEstimator(config, dataSize);
  }
};

/** Estimators of E F(log w₁ … log w_K) for any posterior. */
export const anyPosteriorWeights = (config: Config): WeightsEstimator<Distribution> | undefined => {
  switch (config.kind) {
    case "score-function":
      return scoreFunctionWeights({ baseline: config.baseline });
    case "vimco":
      return vimco({ average: config.average });
    default:
      return undefined;
  }
};

/** What normal codes have alike, in one layer or in two. */
export type Continuous = Distribution & Reparameterizable & Stoppable;

/** Estimators of E F(log w₁ … log w_K) for normal codes. */
export const normalWeights = (config: Config): WeightsEstimator<Continuous> | undefined => {
  switch (config.kind) {
    case "pathwise":
      return pathwiseWeights();
    case "sticking-the-landing":
      return stickingTheLanding();
    case "dreg":
      return dreg();
    default:
      return anyPosteriorWeights(config);
  }
};
