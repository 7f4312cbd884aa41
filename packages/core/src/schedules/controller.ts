import * as tf from "@tensorflow/tfjs";
import { type Parameterised, type Parameters, parameter } from "../networks/parameters.ts";
import { withoutGradient } from "../tensors/gradients.ts";

/** What a controller is told of a step: scalars, means over the minibatch, in nats. */
export interface StepStatistics {
  readonly reconstruction: tf.Tensor;
  /** KL(q(z|x)‖p(z)), where there is one. */
  readonly rate?: tf.Tensor;
}

/**
 * A number that follows from what the steps so far measured. What it remembers, scalars by name, is
 * kept among the parameters and replaced within the step: compiled steps that run ahead see the same
 * feedback as eager ones, and a checkpoint has all that training goes on from.
 */
export interface Controller {
  /** What is remembered before the first step. */
  readonly initial: Readonly<Record<string, number>>;
  /** The number at the step that begins with this memory: a scalar. */
  value(memory: Parameters): tf.Tensor;
  /** What is remembered after a step. */
  next(memory: Parameters, measured: StepStatistics): Parameters;
}

type Controllers = Readonly<Record<string, Controller>>;

const nameOf = (controlled: string, remembered: string) => `objective.${controlled}.${remembered}`;

/** The rate that was measured. @throws Error where the objective tells none */
export const rateOf = ({ rate }: StepStatistics): tf.Tensor => {
  if (rate === undefined)
    throw new Error("an objective that is controlled by its rate must tell it");
  return rate;
};

/** What controllers remember, as parameters that no gradient changes. */
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

/** What is controlled, as it is at a step, by name: scalars, constant to differentiation. */
export const controlledBy = (controllers: Controllers, parameters: Parameters): Parameters =>
  Object.fromEntries(
    Object.entries(controllers).map(([controlled, controller]) => [
      controlled,
      withoutGradient(() => controller.value(memoryAmong(parameters, controlled, controller))),
    ]),
  );

/** What is remembered after a step, under the names of `memoryOf`. */
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
