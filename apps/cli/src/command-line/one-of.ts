import { InputError } from "@vae-lab/experiments/input-error";
import { didYouMean } from "./did-you-mean.ts";

/** Reads one of several words. @throws InputError with the words and the value. */
export const oneOf =
  <T extends string>(known: readonly T[]) =>
  (what: string, given: string): T => {
    const found = known.find((word) => word === given);
    if (found !== undefined) return found;
    throw new InputError(
      `${what} must be one of ${known.join(", ")}, got ${JSON.stringify(given)}${didYouMean(given, known)}`,
    );
  };
