import { InputError } from "@vae-lab/experiments/input-error";

/** Reads a whole number in a range. @throws InputError with the rule and the value. */
export const wholeNumber = (
  option: string,
  text: string,
  { min, max = Number.MAX_SAFE_INTEGER }: { readonly min: number; readonly max?: number },
): number => {
  const value = /^[+-]?\d+$/.test(text) ? Number(text) : Number.NaN;
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
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isFinite(value) && (isPositive ? value > 0 : value >= 0)) return value;
  const rule = isPositive ? "a number > 0" : "a number ≥ 0";
  throw new InputError(`${option} must be ${rule}, got ${JSON.stringify(text)}`);
};
