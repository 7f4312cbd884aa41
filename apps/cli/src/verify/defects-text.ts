import type { Defect } from "@vae-lab/verify";
import { decimal } from "../report/number-text.ts";

/** The description of a defect in another library, with the numbers that it gets wrong. */
export type KnownDefect = Omit<Defect, "replacement" | "effects"> & {
  readonly effects: ReturnType<Defect["effects"]>;
};

/** Known defects as text, each with its source, its effect and the check that catches it. */
export const defectsText = (defects: readonly KnownDefect[]): string =>
  defects
    .map(({ name, number, library, source, behaviour, notReproduced, caughtBy, effects }) =>
      [
        `${number} ${name}: ${library}`,
        `  source: ${source}`,
        `  bug: ${behaviour}`,
        ...effects.map(
          ({ quantity, defective, correct }) =>
            `  effect: ${quantity} is ${decimal(defective, 4)} instead of ${decimal(correct, 4)}`,
        ),
        ...(notReproduced === undefined ? [] : [`  not reproduced: ${notReproduced}`]),
        `  caught by: ${caughtBy}`,
      ].join("\n"),
    )
    .join("\n\n");
