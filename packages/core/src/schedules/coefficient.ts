import type * as tf from "@tensorflow/tfjs";
import { requireNotNegative, shown } from "../arguments.ts";
import type { Scheduled } from "../data/minibatch.ts";
import type { Controller } from "./controller.ts";
import type { Schedule } from "./schedule.ts";

/** A number of an objective, ≥ 0: constant, a function of the step, or by feedback. */
export type Coefficient = number | Schedule | Controller;

/** The coefficients of an objective that change, by name. */
export interface ChangingCoefficients {
  /** Functions of the step. */
  readonly schedules?: Readonly<Record<string, Schedule>>;
  /** Those that follow from what was measured. */
  readonly controllers?: Readonly<Record<string, Controller>>;
}

/**
 * The part of an objective that says which of its coefficients change.
 * @throws RangeError naming a constant one that is not ≥ 0
 * @throws TypeError naming one that is no number, function or controller, such as a text
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

/** A coefficient at a step. @throws Error when a changing one is not given its value */
export const coefficientAt = (
  name: string,
  coefficient: Coefficient,
  scheduled: Scheduled = {},
): number | tf.Tensor => {
  if (typeof coefficient === "number") return coefficient;
  const now = scheduled[name];
  if (now === undefined) throw new Error(`a step must be given what is scheduled: ${name}`);
  return now;
};
