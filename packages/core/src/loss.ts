import type * as tf from "@tensorflow/tfjs";
import type { Reparameterizable } from "./distributions/distribution.ts";
import { reverseKl } from "./divergences/reverse-kl.ts";
import type { Estimator } from "./estimators/estimator.ts";
import { pathwise } from "./estimators/pathwise.ts";
import { withoutGradient } from "./gradients.ts";
import type { LatentModel } from "./models/model.ts";
import type { Parameters } from "./networks/parameters.ts";
import type { Rng } from "./random.ts";
import type { Trainable, VaeTrainable } from "./trainable.ts";

/** What is minimised and its parts: scalars, means over the minibatch, nats per example. */
export interface Terms {
  readonly loss: tf.Tensor;
  /** E_q log p(x|z). */
  readonly reconstruction: tf.Tensor;
  /** The regulariser's own value, before beta. */
  readonly regulariser?: tf.Tensor;
  /** KL(q(z|x)‖p(z)). */
  readonly rate?: tf.Tensor;
}

/**
 * A function of (parameters, x [B, D], noise) that reads nothing back, so that it can be traced.
 * Of its terms only the loss has a gradient worth taking.
 */
export type Loss = (parameters: Parameters, x: tf.Tensor, rng: Rng) => Terms;

export const lossOf = (trainable: Trainable): Loss =>
  "objective" in trainable ? vaeLoss(trainable) : autoencoderLoss(trainable.model);

const vaeLoss =
  ({ model, objective, estimator }: VaeTrainable): Loss =>
  (parameters, x, rng) => {
    const { q, reconstruction } = reconstruct(model, estimator, parameters, x, rng);
    const { bound, regulariser, rate } = objective.bound(reconstruction, q, model.prior);
    return {
      loss: bound.mean().neg(),
      ...withoutGradients({
        reconstruction,
        ...(regulariser && { regulariser }),
        rate: rate ?? withoutGradient(() => reverseKl.total(q, model.prior)),
      }),
    };
  };

const autoencoderLoss =
  (model: LatentModel<Reparameterizable>): Loss =>
  (parameters, x, rng) => {
    const { reconstruction } = reconstruct(model, pathwise(), parameters, x, rng);
    return { loss: reconstruction.mean().neg(), ...withoutGradients({ reconstruction }) };
  };

const reconstruct = <Q extends Reparameterizable>(
  model: LatentModel<Q>,
  estimator: Estimator<Q>,
  parameters: Parameters,
  x: tf.Tensor,
  rng: Rng,
): { q: Q; reconstruction: tf.Tensor } => {
  const seen = model.corruption?.(x, rng.fold("corruption")) ?? x;
  const q = model.posterior(parameters, seen);
  const logLikelihood = (z: tf.Tensor) => model.likelihood.logProb(model.decode(parameters, z), x);
  return { q, reconstruction: estimator.expectation(logLikelihood, q, rng.fold("codes")) };
};

/** Means over the batch, kept out of the recording. */
const withoutGradients = <T extends Record<string, tf.Tensor>>(terms: T): T =>
  Object.fromEntries(
    Object.entries(terms).map(([name, term]) => [name, withoutGradient(() => term.mean())]),
  ) as T;
