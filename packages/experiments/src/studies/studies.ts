import { collapseOnset } from "./collapse-onset.ts";
import { formulasStudy } from "./formulas.ts";
import { klDirection } from "./kl-direction.ts";
import type { Study } from "./study.ts";

/** Every study by its name. */
export const studies: Readonly<Record<string, Study>> = Object.fromEntries(
  [klDirection, collapseOnset, formulasStudy].map((study) => [study.name, study]),
);
