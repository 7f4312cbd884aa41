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
