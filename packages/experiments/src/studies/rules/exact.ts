import type { ExactValue } from "../evidence.ts";
import type { Quantity } from "./quantity.ts";

/** Whether a value has these coordinates; others may be any. */
export const isAt = (value: ExactValue, at: ExactValue["at"]): boolean =>
  Object.entries(at ?? {}).every(([key, coordinate]) => value.at?.[key] === coordinate);

/** A number that the study computes without training; its interval is its numerical error. */
export const exact = (quantity: string, at?: ExactValue["at"]): Quantity => ({
  text: `${quantity}, computed without training`,
  short: quantity,
  isExact: true,
  measure: ({ exact: values }) => {
    const found = values.find((value) => value.quantity === quantity && isAt(value, at));
    if (found === undefined) return undefined;
    const { value, error, unit } = found;
    return { value, interval: () => [value - error, value + error], unit, trials: [] };
  },
});
