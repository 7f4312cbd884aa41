import type * as tf from "@tensorflow/tfjs";
import { requireNotNegative, shown } from "../arguments.ts";
import type { Scheduled } from "../data/minibatch.ts";
import type { Controller } from "./controller.ts";
import type { Schedule } from "./schedule.ts";

/** A coefficient ≥ 0 of an objective: constant, a function of the step, or set by feedback. */
export type Coefficient = number | Schedule | Controller;

/** The coefficients of an objective that change, by name. */
export interface ChangingCoefficients {
  /** Functions of the step. */
  readonly schedules?: Readonly<Record<string, Schedule>>;
  /** Coefficients set by feedback. */
  readonly controllers?: Readonly<Record<string, Controller>>;
}

/**
 * The part of an objective that lists its changing coefficients.
 * @throws RangeError naming a negative constant
 * @throws TypeError naming a coefficient that is not a number, a function or a controller
 */
export const changingCoefficients = (
  coefficients: Readonly<Record<string, Coefficient>>,
): ChangingCoefficients => {
  const schedules: Record<string, Schedule> = {};
  const controllers: Record<string, Controller> = {};
  for (const [name, value] of Object.entries(coefficients))
    if (typeof value === "number") requireNotNegative(name, value);
    else if (typeof value === "function") schedules[name] = value;
    else if (isController(value)) controllers[name] = value;
    else
      throw new TypeError(
        `${name} must be a number ≥ 0, a schedule such as linear() or a controller such as targetRate({ rate }), got ${shown(value)}`,
      );
  return { schedules, controllers };
};

const isController = (value: unknown): value is Controller =>
  typeof value === "object" &&
  value !== null &&
  "value" in value &&
  typeof value.value === "function" &&
  "next" in value &&
  typeof value.next === "function";

/** A coefficient at a step. @throws Error if the value of a changing one is missing */
export const coefficientAt = (
  name: string,
  coefficient: Coefficient,
  scheduled: Scheduled = {},
): number | tf.Tensor => {
  if (typeof coefficient === "number") return coefficient;
  const now = scheduled[name];
  if (now === undefined)
    throw new Error(
      `cannot take this step: the value of the scheduled coefficient ${name} is missing`,
    );
  return now;
};
