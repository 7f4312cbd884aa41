import type { RunRecord } from "../sources/run-source.ts";
import { cellsOf, isSeed } from "./cells.ts";
import { factsOf } from "./facts.ts";
import { summaryOf } from "./metric-summary.ts";
import { compareValues, sortValue } from "./order.ts";
import { isKind, paramText } from "./param-text.ts";
import { isEnvironment, paramLabel, splitParams } from "./params.ts";
import { shortHash } from "./short-hash.ts";

/** Runs that have the same values of some params. */
export interface RunGroup {
  /** Short and stable, for URLs. */
  readonly key: string;
  readonly label: string;
  readonly runs: readonly RunRecord[];
}

/** Stands for all params but the seed in a list of params to group by. */
export const allButSeed = "all-but-seed";

/** Params by which runs can be grouped: those in which they differ, seeds last. */
export const groupableParams = (runs: readonly RunRecord[]): string[] => {
  const differing = splitParams(runs).differing.filter((key) => !isEnvironment(key));
  return [...differing.filter((key) => !isSeed(key)), ...differing.filter(isSeed)];
};

const labelOf = ({ params }: RunRecord, by: readonly string[]): string =>
  by
    .map((key) => {
      const value = params.get(key);
      const text = value === undefined ? "—" : paramText(key, value);
      return isKind(key) && value !== undefined ? text : `${paramLabel(key)} ${text}`;
    })
    .join(" · ");

const groupsBy = (runs: readonly RunRecord[], by: readonly string[]): RunGroup[] => {
  const groups = new Map<string, RunRecord[]>();
  for (const run of runs) {
    // Log-likelihoods of different likelihoods have no common mean.
    const parts = [factsOf(run).likelihood, ...by.map((name) => run.params.get(name))];
    const key = JSON.stringify(parts.map((part) => part ?? null));
    const own = groups.get(key);
    if (own === undefined) groups.set(key, [run]);
    else own.push(run);
  }
  return [...groups].map(([key, own]) => ({
    key: shortHash(key),
    label: own[0] === undefined ? "" : labelOf(own[0], by),
    runs: own,
  }));
};

/** Groups runs by likelihood and these params, or by all but the seed, in order of their first run. */
export const runGroups = (runs: readonly RunRecord[], by: readonly string[]): RunGroup[] =>
  by.includes(allButSeed)
    ? cellsOf(runs).map(({ key, label, runs: own }) => ({ key: shortHash(key), label, runs: own }))
    : groupsBy(runs, by);

/** The value that all runs have in a column; undefined if they differ or have none. */
export const sharedValue = (
  runs: readonly RunRecord[],
  column: string,
): string | number | undefined => {
  const [first, ...others] = runs.map((run) => sortValue(run, column));
  return others.every((value) => Object.is(value, first)) ? first : undefined;
};

const earliest = (values: readonly (string | number | undefined)[]): number | undefined => {
  const times = values.filter((value) => typeof value === "number");
  return times.length === 0 ? undefined : Math.min(...times);
};

const groupSortValue = ({ label, runs }: RunGroup, column: string): string | number | undefined => {
  if (column === "name") return label;
  if (column === "started") return earliest(runs.map((run) => sortValue(run, column)));
  if (runs.some((run) => run.metrics.has(column))) {
    const { n, mean } = summaryOf(runs, column);
    return n === 0 ? undefined : mean;
  }
  return sharedValue(runs, column);
};

/** Sorts groups by a column (`-` for descending): by the mean of a metric, or a value that all runs share. */
export const sortGroups = (groups: readonly RunGroup[], sort: string | undefined): RunGroup[] => {
  if (sort === undefined) return [...groups];
  const isDescending = sort.startsWith("-");
  const column = isDescending ? sort.slice(1) : sort;
  return groups
    .map((group) => ({ group, value: groupSortValue(group, column) }))
    .sort((a, b) => compareValues(a.value, b.value, isDescending))
    .map(({ group }) => group);
};
