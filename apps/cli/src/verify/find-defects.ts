import { InputError } from "@vae-lab/experiments/input-error";
import { defectNamed } from "@vae-lab/verify/museum";
import type { KnownDefect } from "./defects-text.ts";

const isAbout = ({ costs, ...told }: KnownDefect, text: string): boolean =>
  [...Object.values(told), ...costs.map(({ what }) => what)].some((part) =>
    part.toLowerCase().includes(text.toLowerCase()),
  );

/**
 * The room of this name or number, else all in which something is told with this text.
 * @throws InputError when there is none.
 */
export const findDefects = (rooms: readonly KnownDefect[], only: string): KnownDefect[] => {
  const named = defectNamed(only);
  const found = rooms.filter((room) =>
    named === undefined ? isAbout(room, only) : room.name === named,
  );
  if (found.length > 0) return found;
  throw new InputError(
    `--only must be a mistake's name or number, or part of what is told of one, got ${JSON.stringify(only)}`,
  );
};
