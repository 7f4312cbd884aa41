import { InputError } from "../input-error.ts";
import type { Sizes } from "./dataset.ts";

/** More images would not fit in the memory of many machines. */
const maxSize = 1_000_000;

/** @throws InputError for more images of a drawn data set than memory holds */
export const requireDrawable = (name: string, sizes: Required<Sizes>): void => {
  for (const [key, size] of Object.entries(sizes))
    if (size !== undefined && size > maxSize)
      throw new InputError(`dataset.${key} (${name}) must be ≤ ${maxSize}, got ${size}`);
};
