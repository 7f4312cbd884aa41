import { directionOrder, nameOf } from "@vae-lab/viz";
import type { RunRecord } from "../sources/run-source.ts";
import { factsOf } from "./facts.ts";
import type { Split } from "./split-names.ts";

/** The runs of one of several small figures. */
export interface Panel {
  /** Empty if there is a single panel. */
  readonly title: string;
  readonly runs: readonly RunRecord[];
}

const rankOf = (direction: string | undefined): number =>
  direction === undefined ? directionOrder.length : directionOrder.indexOf(direction);

/** Splits runs by direction of the regulariser, estimator, or both; in the order of legends. */
export const panelsOf = (runs: readonly RunRecord[], split: Split | undefined): Panel[] => {
  if (split === undefined) return [{ title: "", runs }];
  const groups = new Map<string, RunRecord[]>();
  const sorted = runs.toSorted(
    (a, b) =>
      (factsOf(a).estimator ?? "").localeCompare(factsOf(b).estimator ?? "") ||
      rankOf(factsOf(a).direction) - rankOf(factsOf(b).direction),
  );
  for (const run of sorted) {
    const { direction, estimator } = factsOf(run);
    const title = [
      ...(split === "estimator"
        ? []
        : [direction === undefined ? "no regulariser" : nameOf(direction)]),
      ...(split === "direction"
        ? []
        : [estimator === undefined ? "no estimator" : nameOf(estimator)]),
    ].join(", ");
    groups.set(title, [...(groups.get(title) ?? []), run]);
  }
  return [...groups].map(([title, own]) => ({ title, runs: own }));
};
