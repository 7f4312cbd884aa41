import { collapseOnset } from "./collapse-onset.ts";
import { klDirection } from "./kl-direction.ts";
import type { Study } from "./study.ts";

/** Every study by its name. */
export const studies: Readonly<Record<string, Study>> = Object.fromEntries(
  [klDirection, collapseOnset].map((study) => [study.name, study]),
);
