import type * as tf from "@tensorflow/tfjs";
import type { Parameterised, Parameters } from "../networks/parameters.ts";
import type { StepStatistics } from "../schedules/controller.ts";

/**
 * An estimator with parameters of its own: they are kept and trained beside the model's, by a
 * gradient that touches nothing else, or replaced after each step.
 */
export interface LearnedEstimator<E> extends Parameterised {
  /** The estimator as it is with these parameters, for the x [B, D] of one minibatch. */
  readonly at: (parameters: Parameters, x: tf.Tensor) => E;
  /** What its parameters without a gradient are after a step. */
  readonly next?: (parameters: Parameters, measured: StepStatistics) => Parameters;
}

export const isLearned = <E>(
  estimator: E | LearnedEstimator<E>,
): estimator is LearnedEstimator<E> =>
  typeof estimator === "object" && estimator !== null && "at" in estimator;
