import { InputError } from "@vae-lab/experiments/input-error";
import { defectNamed } from "@vae-lab/verify/defect-names";
import type { KnownDefect } from "./defects-text.ts";

const mentions = ({ effects, ...described }: KnownDefect, text: string): boolean =>
  [...Object.values(described), ...effects.map(({ quantity }) => quantity)].some((part) =>
    part.toLowerCase().includes(text.toLowerCase()),
  );

/**
 * The defect with this name or number, or else all whose description contains the text.
 * @throws InputError when there is none.
 */
export const findDefects = (defects: readonly KnownDefect[], only: string): KnownDefect[] => {
  const named = defectNamed(only);
  const found = defects.filter((defect) =>
    named === undefined ? mentions(defect, only) : defect.name === named,
  );
  if (found.length > 0) return found;
  throw new InputError(
    `--only must be the name or number of a known defect, or part of its description, got ${JSON.stringify(only)}`,
  );
};
