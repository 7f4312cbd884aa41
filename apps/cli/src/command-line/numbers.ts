import { InputError } from "@vae-lab/experiments/input-error";

/** Notations that people use, such as 20 and 1e-3; neither 0x14 nor surrounding blanks. */
const notations = { whole: /^[+-]?\d+$/, decimal: /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i };

/** The number that a text denotes; NaN if the text is not a number or the number is not finite. */
export const numberIn = (text: string, notation: keyof typeof notations): number => {
  const value = notations[notation].test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
};

/** Reads a whole number in a range. @throws InputError with the rule and the value. */
export const wholeNumber =
  ({ min, max = Number.MAX_SAFE_INTEGER }: { readonly min: number; readonly max?: number }) =>
  (option: string, text: string): number => {
    const value = numberIn(text, "whole");
    if (value >= min && value <= max) return value;
    const rule =
      max === Number.MAX_SAFE_INTEGER
        ? `a whole number ≥ ${min}`
        : `a whole number in ${min}–${max}`;
    throw new InputError(`${option} must be ${rule}, got ${JSON.stringify(text)}`);
  };

/** Reads a number ≥ 0, or > 0. @throws InputError with the rule and the value. */
export const decimalNumber =
  ({ isPositive = false }: { readonly isPositive?: boolean } = {}) =>
  (option: string, text: string): number => {
    const value = numberIn(text, "decimal");
    if (isPositive ? value > 0 : value >= 0) return value;
    const rule = isPositive ? "a number > 0" : "a number ≥ 0";
    throw new InputError(`${option} must be ${rule}, got ${JSON.stringify(text)}`);
  };
