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
 * The posteriors that a VAE may have: their type Q, the type P of the priors with an exact KL to them,
 * and the estimands that objectives of theirs may have. Two layers of codes have no exact KL.
 */
type Posteriors = {
  readonly [F in FamilyName]: { Q: PosteriorOf<F>; P: PriorOf<F>; estimand: Estimand };
} & { readonly "two-layers": { Q: TwoLayers; P: never; estimand: "weights" } };
/** The name of a posterior that a VAE may have. */
export type PosteriorName = keyof Posteriors;

/** An expectation stands beside an exact KL; weights and an own gradient take any prior's density. */
type PriorFor<N extends PosteriorName, A extends Estimand> = A extends "expectation"
  ? Posteriors[N]["P"]
  : Prior;

/** The parts of a VAE with posteriors Q and priors P that are trained together, by an estimator E. */
export interface VaeParts<Q, E, P> {
  readonly model: VariationalModel<Q, P>;
  readonly objective: Objective<Q, E, P>;
  readonly estimator: E | LearnedEstimator<E>;
  readonly optimizer: Optimizer;
}

/**
 * A VAE to be trained: a model, an objective, an estimator of its gradient, and an optimizer. An
 * objective takes only estimators of what it needs estimated, for the posterior of the model: other
 * combinations do not compile.
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

/** An autoencoder leaves nothing to choose but the optimizer: it has one draw and no regulariser. */
export interface AutoencoderTrainable {
  readonly model: Autoencoder;
  readonly optimizer: Optimizer;
}

/** What a recipe returns and what is trained. */
export type Trainable = VaeTrainable | AutoencoderTrainable;

/** All the parameters of a training: the model's, the estimator's, and what the objective remembers. */
export const parameterisedOf = (trainable: Trainable): Parameterised => {
  if (!("objective" in trainable)) return trainable.model;
  const { model, objective, estimator } = trainable;
  return joinParameters(
    model,
    ...(isLearned<unknown>(estimator) ? [estimator] : []),
    memoryOf(objective.controllers ?? {}),
  );
};

/** What changes from step to step, by name. */
export const schedulesOf = (trainable: Trainable): Readonly<Record<string, Schedule>> =>
  "objective" in trainable ? (trainable.objective.schedules ?? {}) : {};
