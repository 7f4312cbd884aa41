import type { Prior } from "../distributions/distribution.ts";
import type { TwoLayers } from "../distributions/two-layers.ts";
import type { Estimator } from "../estimators/estimator.ts";
import { isLearned, type LearnedEstimator } from "../estimators/learned-estimator.ts";
import type { WeightsEstimator } from "../estimators/weights-estimator.ts";
import type { FamilyName, PosteriorOf, PriorOf } from "../families/families.ts";
import type { Autoencoder, VariationalModel } from "../models/model.ts";
import { joinParameters, type Parameterised } from "../networks/parameters.ts";
import type { Objective } from "../objectives/objective.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { memoryOf } from "../schedules/controller.ts";
import type { Schedule } from "../schedules/schedule.ts";

/** The types of estimators for posteriors of type Q, by what an objective needs estimated. */
export interface EstimatorTypes<Q> {
  /** The gradient of E_q f(z). */
  expectation: Estimator<Q>;
  /** The gradient of E F(log w₁ … log w_K). */
  weights: WeightsEstimator<Q>;
  /** Nothing: the objective defines its own gradient. */
  own: undefined;
}

/** The name of an estimand. */
export type Estimand = keyof EstimatorTypes<never>;

/**
 * The posteriors that a VAE may have: the type Q of the posterior, the type P of the priors to which it
 * has an exact KL, and the estimands of its objectives. A posterior of two layers has no exact KL.
 */
type Posteriors = {
  readonly [F in FamilyName]: { Q: PosteriorOf<F>; P: PriorOf<F>; estimand: Estimand };
} & { readonly "two-layers": { Q: TwoLayers; P: never; estimand: "weights" | "own" } };

/** The name of a posterior that a VAE may have. */
export type PosteriorName = keyof Posteriors;

/** Objectives of an expectation need an exact KL to the prior; others need only the prior's density. */
type PriorFor<N extends PosteriorName, A extends Estimand> = A extends "expectation"
  ? Posteriors[N]["P"]
  : Prior;

/** The parts of the training of a VAE with posterior Q and prior P by an estimator E. */
export interface VaeParts<Q, E, P> {
  readonly model: VariationalModel<Q, P>;
  readonly objective: Objective<Q, E, P>;
  readonly estimator: E | LearnedEstimator<E>;
  readonly optimizer: Optimizer;
}

/**
 * A VAE to be trained: a model, an objective, an estimator of its gradient, and an optimizer.
 * Combinations compile only if the estimator estimates what the objective needs, for the model's
 * posterior: `VaeTrainable<"normal", "expectation">` is a VAE with normal posterior whose objective needs
 * the gradient of E_q f(z).
 */
export type VaeTrainable<N extends PosteriorName = PosteriorName, A extends Estimand = Estimand> = {
  [M in N]: {
    [B in A & Posteriors[M]["estimand"]]: VaeParts<
      Posteriors[M]["Q"],
      EstimatorTypes<Posteriors[M]["Q"]>[B],
      PriorFor<M, B>
    >;
  }[A & Posteriors[M]["estimand"]];
}[N];

/** An autoencoder to be trained by its reconstruction alone. */
export interface AutoencoderTrainable {
  readonly model: Autoencoder;
  readonly optimizer: Optimizer;
}

/** A model with all that `fit` and `train` need to train it; every recipe returns one. */
export type Trainable = VaeTrainable | AutoencoderTrainable;

/** All parameters of a training: the model's, the estimator's, and the memory of the objective's controllers. */
export const parameterisedOf = (trainable: Trainable): Parameterised => {
  if (!("objective" in trainable)) return trainable.model;
  const { model, objective, estimator } = trainable;
  return joinParameters(
    model,
    ...(isLearned<unknown>(estimator) ? [estimator] : []),
    memoryOf(objective.controllers ?? {}),
  );
};

/** The scheduled coefficients of the objective, by name. */
export const schedulesOf = (trainable: Trainable): Readonly<Record<string, Schedule>> =>
  "objective" in trainable ? (trainable.objective.schedules ?? {}) : {};
