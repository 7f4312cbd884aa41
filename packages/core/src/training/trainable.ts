import type { BernoulliCodes, BernoulliPrior } from "../distributions/bernoulli.ts";
import type { CategoricalCodes, CategoricalPrior } from "../distributions/categorical.ts";
import type { Prior } from "../distributions/distribution.ts";
import type { Normal, NormalPrior } from "../distributions/normal.ts";
import type { TwoLayers } from "../distributions/two-layers.ts";
import type { Estimator } from "../estimators/estimator.ts";
import { isLearned, type LearnedEstimator } from "../estimators/learned-estimator.ts";
import type { WeightsEstimator } from "../estimators/weights-estimator.ts";
import type { Autoencoder, VariationalModel } from "../models/model.ts";
import { joinParameters, type Parameterised } from "../networks/parameters.ts";
import type { Objective } from "../objectives/objective.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { memoryOf } from "../schedules/controller.ts";
import type { Schedule } from "../schedules/schedule.ts";

/** What is to agree in a VAE: the law of its codes, what estimates gradients, and the prior. */
export interface VaeKinds {
  /** The gradient of E_q f(z) is estimated. */
  expectation: { Q: Normal; E: Estimator<Normal>; P: NormalPrior };
  /** The gradient of E F(log w₁ … log w_S) is estimated. */
  weights: { Q: Normal; E: WeightsEstimator<Normal>; P: Prior };
  /** The objective brings its gradient: there is nothing to estimate. */
  own: { Q: Normal; E: undefined; P: NormalPrior };
  /** Codes of two layers. */
  layers: { Q: TwoLayers; E: WeightsEstimator<TwoLayers>; P: Prior };
  /** The same with coins for codes. */
  bernoulli: { Q: BernoulliCodes; E: Estimator<BernoulliCodes>; P: BernoulliPrior };
  bernoulliWeights: { Q: BernoulliCodes; E: WeightsEstimator<BernoulliCodes>; P: BernoulliPrior };
  bernoulliOwn: { Q: BernoulliCodes; E: undefined; P: BernoulliPrior };
  /** The same with one-hot codes. */
  categorical: { Q: CategoricalCodes; E: Estimator<CategoricalCodes>; P: CategoricalPrior };
  categoricalWeights: {
    Q: CategoricalCodes;
    E: WeightsEstimator<CategoricalCodes>;
    P: CategoricalPrior;
  };
  categoricalOwn: { Q: CategoricalCodes; E: undefined; P: CategoricalPrior };
}
/** The name of a combination in `VaeKinds`. */
export type VaeKind = keyof VaeKinds;

/**
 * A VAE, what is maximised, how its gradient is got, and how it is followed. An objective takes the
 * estimators of its own kind alone: other pairs do not compile.
 */
export type VaeTrainable<Kind extends VaeKind = VaeKind> = {
  [K in Kind]: VaeTrainableOf<K>;
}[Kind];

/** The parts of a VAE of one kind that are trained together. */
export interface VaeTrainableOf<K extends VaeKind> {
  readonly model: VariationalModel<VaeKinds[K]["Q"], VaeKinds[K]["P"]>;
  readonly objective: Objective<VaeKinds[K]["Q"], VaeKinds[K]["E"], VaeKinds[K]["P"]>;
  readonly estimator: VaeKinds[K]["E"] | LearnedEstimator<VaeKinds[K]["E"]>;
  readonly optimizer: Optimizer;
}

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
