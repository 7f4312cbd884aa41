import type { Defect } from "@vae-lab/verify";
import { decimal } from "../report/number-text.ts";

export type KnownDefect = Omit<Defect, "broken" | "costs"> & {
  readonly costs: ReturnType<Defect["costs"]>;
};

/** The museum for a person, a room after another. */
export const defectsText = (rooms: readonly KnownDefect[]): string =>
  rooms
    .map(({ name, number, library, source, did, notRun, caughtBy, costs }) =>
      [
        `${number} ${name}: ${library}`,
        `  source: ${source}`,
        `  did: ${did}`,
        ...costs.map(
          ({ what, theirs, right }) =>
            `  costs: ${what}: ${decimal(theirs, 4)} where ${decimal(right, 4)} is right`,
        ),
        ...(notRun === undefined ? [] : [`  not run here: ${notRun}`]),
        `  caught by: ${caughtBy}`,
      ].join("\n"),
    )
    .join("\n\n");
