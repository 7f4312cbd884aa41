import { requireNotNegative } from "../arguments.ts";

/** A value as a pure function of the step, 1 … totalSteps. */
export type Schedule = (step: number, totalSteps: number) => number;

/** The same number at every step. */
export const constant = (value: number): Schedule => {
  requireNotNegative("value", value);
  return () => value;
};

/**
 * The values of schedules at a step, by name.
 * @throws RangeError naming a schedule with a negative or non-finite value
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
