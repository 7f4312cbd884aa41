import { InputError } from "@vae-lab/experiments/input-error";

/** How people write them: 20 and 1e-3, but neither 0x14 nor blanks. */
const ways = { whole: /^[+-]?\d+$/, decimal: /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i };

/** The number that a text is; NaN for a text that is none, or too large for one. */
export const numberIn = (text: string, way: keyof typeof ways): number => {
  const value = ways[way].test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : Number.NaN;
};

/** Reads a whole number in a range. @throws InputError with the rule and the value. */
export const wholeNumber = (
  option: string,
  text: string,
  { min, max = Number.MAX_SAFE_INTEGER }: { readonly min: number; readonly max?: number },
): number => {
  const value = numberIn(text, "whole");
  const rule =
    max === Number.MAX_SAFE_INTEGER ? `a whole number ≥ ${min}` : `a whole number in ${min}–${max}`;
  if (!(value >= min && value <= max))
    throw new InputError(`${option} must be ${rule}, got ${JSON.stringify(text)}`);
  return value;
};

/** Reads a number ≥ 0, or > 0. @throws InputError with the rule and the value. */
export const decimalNumber = (
  option: string,
  text: string,
  { isPositive = false }: { readonly isPositive?: boolean } = {},
): number => {
  const value = numberIn(text, "decimal");
  if (isPositive ? value > 0 : value >= 0) return value;
  const rule = isPositive ? "a number > 0" : "a number ≥ 0";
  throw new InputError(`${option} must be ${rule}, got ${JSON.stringify(text)}`);
};
