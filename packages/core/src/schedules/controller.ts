import * as tf from "@tensorflow/tfjs";
import { type Parameterised, type Parameters, parameter } from "../networks/parameters.ts";
import { withoutGradient } from "../tensors/gradients.ts";

/** Statistics of a step for controllers: scalars, means over the minibatch, in nats. */
export interface StepStatistics {
  readonly reconstruction: tf.Tensor;
  /** KL(q(z|x)‖p(z)), if the model has one. */
  readonly rate?: tf.Tensor;
}

/**
 * A coefficient set by feedback from earlier steps. Its state, scalars by name, is kept among the
 * parameters and updated within the step, so that compiled steps see the same feedback as eager ones
 * and a snapshot contains it.
 */
export interface Controller {
  /** The initial state. */
  readonly initial: Readonly<Record<string, number>>;
  /** The coefficient at a step that begins in this state: a scalar. */
  value(memory: Parameters): tf.Tensor;
  /** The state after a step. */
  next(memory: Parameters, measured: StepStatistics): Parameters;
}

type Controllers = Readonly<Record<string, Controller>>;

const nameOf = (controlled: string, remembered: string) => `objective.${controlled}.${remembered}`;

/** The measured rate. @throws Error if the objective returns none */
export const rateOf = ({ rate }: StepStatistics): tf.Tensor => {
  if (rate === undefined)
    throw new Error("a rate-controlled objective must return `rate` (got none)");
  return rate;
};

/** The controllers' states as non-trainable parameters. */
export const memoryOf = (controllers: Controllers): Parameterised => {
  const begin = Object.entries(controllers).flatMap(([controlled, { initial }]) =>
    Object.entries(initial).map(([name, value]): [string, number] => [
      nameOf(controlled, name),
      value,
    ]),
  );
  return {
    shapes: Object.fromEntries(begin.map(([name]) => [name, []])),
    nonTrainable: begin.map(([name]) => name),
    init: () => Object.fromEntries(begin.map(([name, value]) => [name, tf.scalar(value)])),
  };
};

/** The controlled coefficients at a step, by name: scalars, constant in differentiation. */
export const controlledBy = (controllers: Controllers, parameters: Parameters): Parameters =>
  Object.fromEntries(
    Object.entries(controllers).map(([controlled, controller]) => [
      controlled,
      withoutGradient(() => controller.value(memoryAmong(parameters, controlled, controller))),
    ]),
  );

/** The states after a step, under the names of `memoryOf`. */
export const memoryAfter = (
  controllers: Controllers,
  parameters: Parameters,
  measured: StepStatistics,
): Parameters =>
  Object.fromEntries(
    Object.entries(controllers).flatMap(([controlled, controller]) => {
      const memory = memoryAmong(parameters, controlled, controller);
      return Object.entries(controller.next(memory, measured)).map(([name, value]) => [
        nameOf(controlled, name),
        value,
      ]);
    }),
  );

const memoryAmong = (
  parameters: Parameters,
  controlled: string,
  { initial }: Controller,
): Parameters =>
  Object.fromEntries(
    Object.keys(initial).map((name) => [name, parameter(parameters, nameOf(controlled, name))]),
  );
