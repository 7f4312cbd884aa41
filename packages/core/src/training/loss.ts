import type * as tf from "@tensorflow/tfjs";
import type { Minibatch } from "../data/minibatch.ts";
import type { Density, Prior, Reparameterizable } from "../distributions/distribution.ts";
import type { Estimator } from "../estimators/estimator.ts";
import { isLearned } from "../estimators/learned-estimator.ts";
import { pathwise } from "../estimators/pathwise.ts";
import type { LatentModel, VariationalModel } from "../models/model.ts";
import type { Parameters } from "../networks/parameters.ts";
import type { Bound, Objective } from "../objectives/objective.ts";
import type { Rng } from "../random/rng.ts";
import { controlledBy, memoryAfter } from "../schedules/controller.ts";
import { withoutGradient } from "../tensors/gradients.ts";
import { assertShape } from "../tensors/shapes.ts";
import type { Trainable } from "./trainable.ts";

/** The loss and its parts: scalars, means over the minibatch, in nats per example. */
export interface Terms {
  readonly loss: tf.Tensor;
  /** E_q log p(x|z). */
  readonly reconstruction: tf.Tensor;
  /** The regulariser before its weight. */
  readonly regulariser?: tf.Tensor;
  /** KL(q(z|x)‖p(z)). */
  readonly rate?: tf.Tensor;
  /** The objective's beta at this step, if it changes. */
  readonly beta?: tf.Tensor;
  /** The objective's capacity at this step, if it changes. */
  readonly capacity?: tf.Tensor;
  /** The new values of parameters without a gradient; others keep theirs. */
  readonly next?: Parameters;
}

/**
 * The terms of a minibatch. It reads no tensor's values back, so that it can be traced; only the term
 * `loss` has a gradient.
 */
export type Loss = (parameters: Parameters, minibatch: Minibatch, rng: Rng) => Terms;

/** The loss of a trainable: minus the mean bound of the minibatch, in nats per example, with its terms. */
export const lossOf = (trainable: Trainable): Loss =>
  "objective" in trainable ? vaeLoss(trainable) : autoencoderLoss(trainable.model);

/** The parts of any VAE. The type `Trainable` ensures that they fit together. */
interface AnyVae {
  readonly model: VariationalModel<Density, Prior>;
  readonly objective: Objective<never, never, never>;
  readonly estimator: unknown;
}

const vaeLoss =
  ({ model, objective, estimator }: AnyVae): Loss =>
  (parameters, minibatch, rng) => {
    const { controllers = {} } = objective;
    const joint = {
      ...jointOf(model, parameters, minibatch, rng),
      prior: model.prior(parameters),
      sleepLogProb: (noise: Rng) =>
        sleepLogProb(model, parameters, minibatch.x.shape[0] ?? 0, noise),
    };
    const now = { ...minibatch.scheduled, ...controlledBy(controllers, parameters) };
    const learned = isLearned(estimator) ? estimator : undefined;
    const B = minibatch.x.shape[0] ?? 0;
    const estimates = withCheckedShape(
      isLearned(estimator) ? estimator.at(parameters, minibatch.x) : estimator,
      B,
    );
    const found = objective.bound(joint as never, estimates as never, rng.fold("codes"), now);
    requireBound(found, B);
    const { bound, ...parts } = found;
    const { beta, capacity } = now;
    const terms = withoutGradients({
      ...parts,
      ...(beta && { beta }),
      ...(capacity && { capacity }),
    });
    return {
      loss: bound.mean().neg(),
      ...terms,
      next: {
        ...memoryAfter(controllers, parameters, terms),
        ...learned?.next?.(parameters, terms),
      },
    };
  };

const autoencoderLoss =
  (model: LatentModel<Reparameterizable>): Loss =>
  (parameters, minibatch, rng) => {
    const { q, logLikelihood } = jointOf(model, parameters, minibatch, rng);
    const reconstruction = pathwise().expectation(logLikelihood, q, rng.fold("codes"));
    return { loss: reconstruction.mean().neg(), ...withoutGradients({ reconstruction }) };
  };

const jointOf = <Q>(
  model: LatentModel<Q>,
  parameters: Parameters,
  { x: data, ...rest }: Minibatch,
  rng: Rng,
) => {
  const x = model.observation?.(data, rng.fold("observation")) ?? data;
  const seen = model.corruption?.(x, rng.fold("corruption")) ?? x;
  const [B = 0, D = 0] = data.shape;
  assertShape("the observation of a model", x, { B, D });
  assertShape("the corruption of a model", seen, { B, D });
  return {
    q:
      model.posteriorInTraining?.(parameters, { ...rest, x: seen }) ??
      model.posterior(parameters, seen),
    logLikelihood: (z: tf.Tensor) => {
      const value = model.logLikelihood(parameters, z, x);
      assertShape("logLikelihood of a model", value, { S: z.shape[0], B });
      return value;
    },
  };
};

/** An estimator of expectations that throws a ShapeError unless it returns [B]; other estimators unchanged. */
const withCheckedShape = <E>(estimator: E, B: number): E => {
  if (typeof estimator !== "object" || estimator === null || !("samples" in estimator))
    return estimator;
  const { expectation } = estimator as unknown as Estimator<unknown>;
  const checked: Estimator<unknown>["expectation"] = (f, q, rng) => {
    const value = expectation(f, q, rng);
    assertShape("expectation of an estimator", value, { B }, "return the mean over the samples");
    return value;
  };
  return { ...estimator, expectation: checked };
};

/** @throws ShapeError naming a part of the bound that is not one number per example */
const requireBound = (found: Bound, B: number): void => {
  for (const name of ["reconstruction", "regulariser", "rate", "bound"] as const) {
    const value = found?.[name];
    if (value === undefined && (name === "regulariser" || name === "rate")) continue;
    assertShape(`${name} of an objective`, value as tf.Tensor, { B });
  }
};

/** log q(z|x) of `count` pairs sampled from the model, which are constant in differentiation: [count]. */
const sleepLogProb = (
  model: VariationalModel<Density, Prior>,
  parameters: Parameters,
  count: number,
  rng: Rng,
): tf.Tensor => {
  const { latentSize: K, dataSize: D } = model;
  const prior = model.prior(parameters);
  const z = withoutGradient(() => prior.sample(rng.fold("codes"), [1, count, K]));
  const x = withoutGradient(() => model.sampleData(parameters, z, rng.fold("data")));
  return model
    .posterior(parameters, x.reshape([count, D]))
    .logProb(z)
    .reshape([count]);
};

/** Means over the minibatch, constant in differentiation. */
const withoutGradients = <T extends Record<string, tf.Tensor>>(terms: T): T =>
  Object.fromEntries(
    Object.entries(terms).map(([name, term]) => [name, withoutGradient(() => term.mean())]),
  ) as T;
