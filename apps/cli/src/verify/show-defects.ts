import { knownDefects } from "@vae-lab/verify";
import { printResult } from "../command-line/output.ts";
import { defectsText } from "./defects-text.ts";
import { withEarlierDefectKeys } from "./earlier-keys.ts";
import { findDefects } from "./find-defects.ts";

/** Prints the known defects that mention `only`, or all. @throws InputError when none does. */
export const showDefects = (json: boolean, only?: string): void => {
  const all = Object.values(knownDefects).map(({ replacement: _, effects, ...described }) => ({
    ...described,
    effects: effects(),
  }));
  const shown = only === undefined ? all : findDefects(all, only);
  printResult(json, shown.map(withEarlierDefectKeys), () => defectsText(shown));
};
