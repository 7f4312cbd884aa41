import type { Defect } from "@vae-lab/verify";
import { decimal } from "../report/number-text.ts";

/** The description of a defect in another library, with the numbers that it gets wrong. */
export type KnownDefect = Omit<Defect, "broken" | "costs"> & {
  readonly costs: ReturnType<Defect["costs"]>;
};

/** Known defects as text, each with its source, its effect and the check that catches it. */
export const defectsText = (defects: readonly KnownDefect[]): string =>
  defects
    .map(({ name, number, library, source, did, notRun, caughtBy, costs }) =>
      [
        `${number} ${name}: ${library}`,
        `  source: ${source}`,
        `  bug: ${did}`,
        ...costs.map(
          ({ what, theirs, right }) =>
            `  effect: ${what} is ${decimal(theirs, 4)} instead of ${decimal(right, 4)}`,
        ),
        ...(notRun === undefined ? [] : [`  not run here: ${notRun}`]),
        `  caught by: ${caughtBy}`,
      ].join("\n"),
    )
    .join("\n\n");
