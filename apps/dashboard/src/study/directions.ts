import { directionLook, type Look, nameOf, runDashes, type Theme } from "@vae-lab/viz";
import type { RunRecord } from "../sources/run-source.ts";
import { factsOf } from "./facts.ts";

/** Names runs by their regulariser, and by their estimator if the runs differ in it. */
export const directionNames = (runs: readonly RunRecord[]): ((run: RunRecord) => string) => {
  const hasSeveral = new Set(runs.map((run) => factsOf(run).estimator)).size > 1;
  return (run) => {
    const { direction, estimator } = factsOf(run);
    const name = nameOf(direction ?? "no regulariser");
    return hasSeveral && estimator !== undefined ? `${name}, ${nameOf(estimator)}` : name;
  };
};

/** The look of each of these names: the colour and symbol of the regulariser, a dash by estimator. */
export const directionLooks = (
  runs: readonly RunRecord[],
  theme: Theme,
): ReadonlyMap<string, Look> => {
  const named = directionNames(runs);
  const estimators = [...new Set(runs.map((run) => factsOf(run).estimator))].sort();
  return new Map(
    runs.map((run) => {
      const { direction, estimator } = factsOf(run);
      const dash = runDashes[estimators.indexOf(estimator) % runDashes.length] ?? "";
      return [named(run), { ...directionLook(direction ?? "", theme), dash }] as const;
    }),
  );
};
