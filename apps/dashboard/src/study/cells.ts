import type { CurveCell } from "@vae-lab/viz";
import type { RunRecord } from "../sources/run-source.ts";
import { isEnvironment } from "./params.ts";

/** Runs that differ only in their seed. */
export interface Cell extends CurveCell {
  readonly runs: readonly RunRecord[];
}

/** Names of params that are the seed of a run, in this and in other projects. */
const seedName = /(^|[._/])(seed|random_seed|random_state|rng_seed)$/i;

export const isSeed = (key: string): boolean => seedName.test(key);

const keys = new WeakMap<RunRecord["params"], string>();

/** A key that is the same for all runs of a cell, cached by the run's params. */
export const cellKeyOf = ({ params }: Pick<RunRecord, "params">): string => {
  const before = keys.get(params);
  if (before !== undefined) return before;
  const parts = [...params].filter(([key]) => !isSeed(key) && !isEnvironment(key));
  const key = JSON.stringify(parts.sort(([a], [b]) => (a < b ? -1 : 1)));
  keys.set(params, key);
  return key;
};

const separator = " · ";

/** The parts that the names of all runs share, or the first name. */
const sharedName = (runs: readonly RunRecord[]): string => {
  const [first, ...others] = runs.map(({ name }) => name.split(separator));
  const shared = (first ?? []).filter((part) => others.every((parts) => parts.includes(part)));
  return shared.length === 0 ? (runs[0]?.name ?? "") : shared.join(separator);
};

/** The cells of these runs, in order of their first run. Runs without params are cells of their own. */
export const cellsOf = (runs: readonly RunRecord[]): Cell[] => {
  const groups = new Map<string, RunRecord[]>();
  for (const run of runs) {
    const key = run.params.size === 0 ? `run ${run.id}` : cellKeyOf(run);
    const own = groups.get(key);
    if (own === undefined) groups.set(key, [run]);
    else own.push(run);
  }
  return [...groups].map(([key, own]) => ({ key, label: sharedName(own), runs: own }));
};

/** The cell of each run, by id. */
export const cellByRun = (cells: readonly Cell[]): ReadonlyMap<string, Cell> =>
  new Map(cells.flatMap((cell) => cell.runs.map((run) => [run.id, cell] as const)));

/** Whether some cell has several runs. */
export const hasSeeds = (cells: readonly Cell[]): boolean =>
  cells.some(({ runs }) => runs.length > 1);
