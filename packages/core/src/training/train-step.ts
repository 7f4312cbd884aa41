import * as tf from "@tensorflow/tfjs";
import type { Minibatch } from "../data/minibatch.ts";
import { mapped, type Parameters, pick } from "../networks/parameters.ts";
import type { Optimizer, OptimizerState } from "../optimizers/optimizer.ts";
import type { Rng } from "../random/rng.ts";
import { freeingTape, withoutGradient } from "../tensors/gradients.ts";
import type { Loss } from "./loss.ts";
import { NonFiniteError, type TermName, type TermValues } from "./non-finite-error.ts";

/** What training changes. Disposing it is its owner's part. */
export type TrainingState = {
  readonly parameters: Parameters;
  readonly optimizerState: OptimizerState;
};

/** The terms of one minibatch in nats per example; those that do not apply are absent. */
export type Metrics = {
  readonly loss: number;
  readonly reconstruction: number;
  readonly regulariser?: number;
  readonly rate?: number;
  readonly beta?: number;
  readonly capacity?: number;
  /** Reconstruction − rate: at beta = 1, whatever is trained. */
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
 * The terms of the loss, stacked in the order of their names, the gradient of the loss in the
 * parameters named (all when not given), and what parameters without one are next: tensors alone,
 * so the whole can be traced. The caller disposes them, inside a tidy too.
 * @throws Error for a loss that is not evaluated
 */
export const lossAndGradients = (
  loss: Loss,
  parameters: Parameters,
  minibatch: Minibatch,
  rng: Rng,
  trained: readonly string[] = Object.keys(parameters),
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
    const changed = Object.fromEntries(zip(trained, tensors));
    const terms = loss({ ...parameters, ...changed }, minibatch, rng);
    names = termNames.filter((name) => terms[name] !== undefined);
    const scalars = names.flatMap((name) => terms[name] ?? []);
    values = tf.keep(withoutGradient(() => tf.stack(scalars)));
    next = mapped(terms.next ?? {}, (_, tensor) => tf.keep(tensor.clone()));
    return terms.loss;
  });
  try {
    const { grads } = freeingTape(() => differentiated(Object.values(pick(parameters, trained))));
    if (values === undefined) throw new Error("the loss must be evaluated to be differentiated");
    return { names, values, gradients: Object.fromEntries(zip(trained, grads)), next };
  } catch (error) {
    tf.dispose([values ?? [], next]);
    throw error;
  }
};

const zip = (names: readonly string[], tensors: readonly tf.Tensor[]): [string, tf.Tensor][] =>
  tensors.map((tensor, i) => [names[i] ?? "", tensor]);

/** A minibatch as numbers: B rows of D, and what else a step is given. */
export interface Batch {
  readonly values: Float32Array;
  readonly size: number;
  /** Which rows of the training data. */
  readonly rows?: Uint32Array;
  /** The step's values of what the objective schedules. */
  readonly scheduled?: Readonly<Record<string, number>>;
}

const minibatchOf = ({ values, size, rows, scheduled = {} }: Batch): Minibatch => ({
  x: tf.tensor2d(values, [size, values.length / size]),
  ...(rows && { rows: tf.tensor1d(Int32Array.from(rows), "int32") }),
  scheduled: Object.fromEntries(
    Object.entries(scheduled).map(([name, value]) => [name, tf.scalar(value)]),
  ),
});

/**
 * One step of an optimizer down a loss in the parameters named (all when not given), in one tidy
 * with one reading back. The new state is the caller's; the old one is left as it was.
 * @throws NonFiniteError naming the term and the step (counted from 1)
 */
export const trainStep = (
  loss: Loss,
  optimizer: Optimizer,
  { parameters, optimizerState }: TrainingState,
  batch: Batch,
  rng: Rng,
  trained: readonly string[] = Object.keys(parameters),
): { readonly state: TrainingState; readonly measures: Metrics } =>
  tf.tidy(() => {
    const minibatch = minibatchOf(batch);
    const {
      names,
      values: terms,
      gradients,
      next: replacements,
    } = lossAndGradients(loss, parameters, minibatch, rng, trained);
    try {
      const updated = optimizer.update(gradients, optimizerState, pick(parameters, trained));
      requireUpdated(updated.parameters, trained);
      const numbers = terms.dataSync();
      const found = Object.fromEntries(names.map((name, i) => [name, numbers[i] ?? Number.NaN]));
      const measures = metricsOf(found, updated.state.step);
      const next = mapped(
        parameters,
        (name, p) => updated.parameters[name] ?? replacements[name] ?? p.clone(),
      );
      return { state: { parameters: next, optimizerState: updated.state }, measures };
    } catch (error) {
      tf.dispose(replacements);
      throw error;
    } finally {
      terms.dispose();
    }
  });

/** @throws TypeError naming a parameter that an optimizer gives no new value */
const requireUpdated = (updated: Parameters, trained: readonly string[]): void => {
  const missing = trained.filter((name) => updated?.[name] === undefined);
  if (missing.length > 0)
    throw new TypeError(
      `an optimizer's update must return every parameter, got none for ${missing.join(", ")}`,
    );
};

/**
 * The metrics of a step (counted from 1) from the values of its terms.
 * @throws NonFiniteError where one of them is not finite
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
