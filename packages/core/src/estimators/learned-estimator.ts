import type * as tf from "@tensorflow/tfjs";
import type { Parameterised, Parameters } from "../networks/parameters.ts";
import type { StepStatistics } from "../schedules/controller.ts";

/**
 * An estimator with its own parameters, trained together with the model's by a gradient that affects
 * nothing else, or updated after each step.
 */
export interface LearnedEstimator<E> extends Parameterised {
  /** The estimator with the given parameters, for the minibatch x [B, D]. */
  readonly at: (parameters: Parameters, x: tf.Tensor) => E;
  /** Its non-trainable parameters after a step. */
  readonly next?: (parameters: Parameters, measured: StepStatistics) => Parameters;
}

export const isLearned = <E>(
  estimator: E | LearnedEstimator<E>,
): estimator is LearnedEstimator<E> =>
  typeof estimator === "object" && estimator !== null && "at" in estimator;
