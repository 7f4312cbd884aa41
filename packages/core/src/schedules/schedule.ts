import { requireNotNegative } from "../arguments.ts";

/** A number as a function of the step, 1 … totalSteps: it remembers nothing. */
export type Schedule = (step: number, totalSteps: number) => number;

/** The same number at every step. */
export const constant = (value: number): Schedule => {
  requireNotNegative("value", value);
  return () => value;
};

/**
 * The values of schedules at a step, by name.
 * @throws RangeError naming the schedule that gives a number that is not ≥ 0
 */
export const valuesAt = (
  schedules: Readonly<Record<string, Schedule>>,
  step: number,
  totalSteps: number,
): Record<string, number> =>
  Object.fromEntries(
    Object.entries(schedules).map(([name, schedule]) => {
      const value = schedule(step, totalSteps);
      requireNotNegative(`${name} at step ${step}`, value);
      return [name, value];
    }),
  );
