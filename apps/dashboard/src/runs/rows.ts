import type { RunRecord } from "../sources/run-source.ts";
import { factsOf } from "../study/facts.ts";
import { type RunGroup, runGroups, sortGroups } from "../study/run-groups.ts";

/** A row of the table: a run, a group of runs, or the heading of the runs with the same likelihood. */
export type Row =
  | { readonly kind: "heading"; readonly likelihood: string | undefined; readonly count: number }
  | { readonly kind: "group"; readonly group: RunGroup; readonly isOpen: boolean }
  | { readonly kind: "run"; readonly run: RunRecord; readonly isMember: boolean };

/** How the runs are grouped. */
export interface Grouping {
  /** Params, or `allButSeed`. */
  readonly by: readonly string[];
  /** Keys of the groups whose runs are shown, or `allOpen`. */
  readonly open: readonly string[];
  readonly sort: string | undefined;
}

/** Stands for all groups in a list of open ones. */
export const allOpen = "all";

const memberRows = (runs: readonly RunRecord[], isMember: boolean): Row[] =>
  runs.map((run) => ({ kind: "run", run, isMember }));

const groupRows = (runs: readonly RunRecord[], { by, open, sort }: Grouping): Row[] =>
  sortGroups(runGroups(runs, by), sort).flatMap((group): Row[] => {
    const isOpen = open.includes(group.key) || open.includes(allOpen);
    return [{ kind: "group", group, isOpen }, ...(isOpen ? memberRows(group.runs, true) : [])];
  });

/**
 * Separates runs by likelihood, keeping their order. Log-likelihoods of different likelihoods are not
 * comparable, so runs are never sorted across them. Runs without a likelihood come last. A single
 * likelihood has no heading.
 */
export const rowsOf = (runs: readonly RunRecord[], grouping?: Grouping): Row[] => {
  const groups = new Map<string | undefined, RunRecord[]>();
  for (const run of runs) {
    const { likelihood } = factsOf(run);
    const group = groups.get(likelihood);
    if (group === undefined) groups.set(likelihood, [run]);
    else group.push(run);
  }
  const largestFirst = [...groups].sort(
    ([a, own], [b, others]) =>
      Number(a === undefined) - Number(b === undefined) ||
      others.length - own.length ||
      String(a).localeCompare(String(b)),
  );
  return largestFirst.flatMap(([likelihood, own]): Row[] => [
    ...(groups.size > 1 ? [{ kind: "heading" as const, likelihood, count: own.length }] : []),
    ...(grouping === undefined ? memberRows(own, false) : groupRows(own, grouping)),
  ]);
};
