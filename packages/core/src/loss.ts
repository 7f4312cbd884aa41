import type * as tf from "@tensorflow/tfjs";
import type { Reparameterizable } from "./distributions/distribution.ts";
import { pathwise } from "./estimators/pathwise.ts";
import { withoutGradient } from "./gradients.ts";
import type { LatentModel } from "./models/model.ts";
import type { Parameters } from "./networks/parameters.ts";
import type { Rng } from "./random.ts";
import type { Trainable, VaeKind, VaeTrainable } from "./trainable.ts";

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
  "objective" in trainable ? vaeLoss<VaeKind>(trainable) : autoencoderLoss(trainable.model);

const vaeLoss =
  <Kind extends VaeKind>({ model, objective, estimator }: VaeTrainable<Kind>): Loss =>
  (parameters, x, rng) => {
    const joint = { ...jointOf(model, parameters, x, rng), prior: model.prior };
    const { bound, ...parts } = objective.bound(joint, estimator, rng.fold("codes"));
    return { loss: bound.mean().neg(), ...withoutGradients({ ...parts }) };
  };

const autoencoderLoss =
  (model: LatentModel<Reparameterizable>): Loss =>
  (parameters, x, rng) => {
    const { q, logLikelihood } = jointOf(model, parameters, x, rng);
    const reconstruction = pathwise().expectation(logLikelihood, q, rng.fold("codes"));
    return { loss: reconstruction.mean().neg(), ...withoutGradients({ reconstruction }) };
  };

const jointOf = <Q>(model: LatentModel<Q>, parameters: Parameters, x: tf.Tensor, rng: Rng) => {
  const seen = model.corruption?.(x, rng.fold("corruption")) ?? x;
  return {
    q: model.posterior(parameters, seen),
    logLikelihood: (z: tf.Tensor) => model.logLikelihood(parameters, z, x),
  };
};

/** Means over the batch, kept out of the recording. */
const withoutGradients = <T extends Record<string, tf.Tensor>>(terms: T): T =>
  Object.fromEntries(
    Object.entries(terms).map(([name, term]) => [name, withoutGradient(() => term.mean())]),
  ) as T;
