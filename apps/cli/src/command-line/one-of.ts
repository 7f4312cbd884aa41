import { InputError } from "@vae-lab/experiments/input-error";

/** Reads one of some words. @throws InputError with the words and the value. */
export const oneOf = <T extends string>(what: string, given: string, known: readonly T[]): T => {
  const found = known.find((one) => one === given);
  if (found === undefined)
    throw new InputError(`${what} must be one of ${known.join(", ")}, got ${given}`);
  return found;
};
