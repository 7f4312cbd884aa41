import * as tf from "@tensorflow/tfjs";
import type { Minibatch } from "../data/minibatch.ts";
import { mapped, type Parameters, pick } from "../networks/parameters.ts";
import type { Optimizer, OptimizerState } from "../optimizers/optimizer.ts";
import type { Rng } from "../random/rng.ts";
import { freeingTape, withoutGradient } from "../tensors/gradients.ts";
import type { Loss } from "./loss.ts";
import { NonFiniteError, type TermName, type TermValues } from "./non-finite-error.ts";

/** The state that training changes. Its owner disposes it. */
export type TrainingState = {
  readonly parameters: Parameters;
  readonly optimizerState: OptimizerState;
};

/** The metrics of one step: terms of the loss on its minibatch, in nats per example. Absent if they do not apply. */
export type Metrics = {
  readonly loss: number;
  readonly reconstruction: number;
  readonly regulariser?: number;
  readonly rate?: number;
  readonly beta?: number;
  readonly capacity?: number;
  /** Reconstruction − rate: the ELBO at beta = 1, whatever objective is trained. */
  readonly elbo?: number;
};

const termNames: readonly TermName[] = [
  "beta",
  "capacity",
  "reconstruction",
  "regulariser",
  "rate",
  "loss",
];

/**
 * The terms of the loss, stacked in the order of `names`, the gradient of the loss in the trainable
 * parameters (default: all), and the next values of parameters without a gradient. No value is read
 * back, so that it can be traced. The caller disposes the tensors, even inside a tidy.
 * @throws Error if the loss was not evaluated
 */
export const lossAndGradients = (
  loss: Loss,
  parameters: Parameters,
  minibatch: Minibatch,
  rng: Rng,
  trainable: readonly string[] = Object.keys(parameters),
): {
  readonly names: readonly TermName[];
  readonly values: tf.Tensor;
  readonly gradients: Parameters;
  readonly next: Parameters;
} => {
  let names: TermName[] = [];
  let values: tf.Tensor | undefined;
  let next: Parameters = {};
  const differentiated = tf.valueAndGrads((...tensors) => {
    const changed = Object.fromEntries(zip(trainable, tensors));
    const terms = loss({ ...parameters, ...changed }, minibatch, rng);
    names = termNames.filter((name) => terms[name] !== undefined);
    const scalars = names.flatMap((name) => terms[name] ?? []);
    values = tf.keep(withoutGradient(() => tf.stack(scalars)));
    next = mapped(terms.next ?? {}, (_, tensor) => tf.keep(tensor.clone()));
    return terms.loss;
  });
  try {
    const { grads } = freeingTape(() => differentiated(Object.values(pick(parameters, trainable))));
    if (values === undefined)
      throw new Error("cannot differentiate the loss: it was not evaluated");
    return { names, values, gradients: Object.fromEntries(zip(trainable, grads)), next };
  } catch (error) {
    tf.dispose([values ?? [], next]);
    throw error;
  }
};

const zip = (names: readonly string[], tensors: readonly tf.Tensor[]): [string, tf.Tensor][] =>
  tensors.map((tensor, i) => [names[i] ?? "", tensor]);

/** A minibatch as plain numbers: B rows of D numbers, and the other inputs of a step. */
export interface Batch {
  readonly values: Float32Array;
  readonly size: number;
  /** The indices of the rows in the training data. */
  readonly rows?: Uint32Array;
  /** Values of the objective's scheduled coefficients at this step. */
  readonly scheduled?: Readonly<Record<string, number>>;
  /** The learning rate of this step, where it is scheduled. */
  readonly learningRate?: number | undefined;
}

const minibatchOf = ({ values, size, rows, scheduled = {} }: Batch): Minibatch => ({
  x: tf.tensor2d(values, [size, values.length / size]),
  ...(rows && { rows: tf.tensor1d(Int32Array.from(rows), "int32") }),
  scheduled: Object.fromEntries(
    Object.entries(scheduled).map(([name, value]) => [name, tf.scalar(value)]),
  ),
});

/**
 * One step of an optimizer on a loss in the trainable parameters (default: all). It reads values back
 * once, for the metrics. The caller owns the new state; the old one is unchanged.
 * @throws NonFiniteError naming the term and the step, counted from 1
 * @throws TypeError if the optimizer does not update every parameter
 */
export const trainStep = (
  loss: Loss,
  optimizer: Optimizer,
  { parameters, optimizerState }: TrainingState,
  batch: Batch,
  rng: Rng,
  trainable: readonly string[] = Object.keys(parameters),
): { readonly state: TrainingState; readonly metrics: Metrics } =>
  tf.tidy(() => {
    const minibatch = minibatchOf(batch);
    const {
      names,
      values: terms,
      gradients,
      next: replacements,
    } = lossAndGradients(loss, parameters, minibatch, rng, trainable);
    try {
      const updated = optimizer.update(
        gradients,
        optimizerState,
        pick(parameters, trainable),
        batch.learningRate,
      );
      requireUpdated(updated.parameters, trainable);
      const numbers = terms.dataSync();
      const found = Object.fromEntries(names.map((name, i) => [name, numbers[i] ?? Number.NaN]));
      const metrics = metricsOf(found, updated.state.step);
      const next = mapped(
        parameters,
        (name, p) => updated.parameters[name] ?? replacements[name] ?? p.clone(),
      );
      return { state: { parameters: next, optimizerState: updated.state }, metrics };
    } catch (error) {
      tf.dispose(replacements);
      throw error;
    } finally {
      terms.dispose();
    }
  });

/** @throws TypeError naming a parameter that the optimizer did not update */
const requireUpdated = (updated: Parameters, trainable: readonly string[]): void => {
  const missing = trainable.filter((name) => updated?.[name] === undefined);
  if (missing.length > 0)
    throw new TypeError(
      `an optimizer's update must return every parameter, got none for ${missing.join(", ")}`,
    );
};

/**
 * The metrics of a step, counted from 1, from the values of its terms.
 * @throws NonFiniteError if one of them is not finite
 */
export const metricsOf = (terms: TermValues, step: number): Metrics => {
  if (!termNames.every((name) => Number.isFinite(terms[name] ?? 0)))
    throw new NonFiniteError(terms, step);
  const { loss = Number.NaN, reconstruction = Number.NaN, rate } = terms;
  return {
    ...terms,
    loss,
    reconstruction,
    ...(rate !== undefined && { elbo: reconstruction - rate }),
  };
};
