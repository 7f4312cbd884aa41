import type { RunRecord } from "../sources/run-source.ts";
import { isTime, tookOf } from "./progress.ts";

/** Columns of the table that are neither params nor metrics. */
export const attributeColumns = ["name", "status", "started", "duration"] as const;

/** The value a column sorts by: a number where it is one, else text; undefined where absent. */
export const sortValue = (run: RunRecord, column: string): string | number | undefined => {
  if (column === "name") return run.name;
  if (column === "status") return run.status;
  if (column === "started") return isTime(run.startTime) ? run.startTime : undefined;
  if (column === "duration") return tookOf(run);
  const metric = run.metrics.get(column);
  if (metric !== undefined) return metric.value;
  const param = run.params.get(column) ?? run.tags.get(column);
  return param === undefined || param === "" || Number.isNaN(Number(param)) ? param : Number(param);
};

const kind = (value: string | number | undefined): number =>
  value === undefined ? 3 : typeof value === "string" ? 1 : Number.isNaN(value) ? 2 : 0;

const collator = new Intl.Collator(undefined, { numeric: true });

/** Numbers before text before NaN before nothing, whichever way the first two are sorted. */
export const compareValues = (
  a: string | number | undefined,
  b: string | number | undefined,
  descending: boolean,
): number => {
  if (kind(a) !== kind(b)) return kind(a) - kind(b);
  if (a === undefined || b === undefined || kind(a) === 2) return 0;
  const order =
    typeof a === "number" && typeof b === "number" ? a - b : collator.compare(String(a), String(b));
  return descending ? -order : order;
};

const natural = [
  "model.likelihood.kind",
  "model.kind",
  "inference.kind",
  "estimator.kind",
  "objective.regulariser",
  "objective.alpha",
  "objective.beta",
  "seed",
];

/** As a study is read: by model, estimator and direction, along beta. */
export const inReadingOrder = (a: RunRecord, b: RunRecord): number => {
  for (const key of natural) {
    const order = compareValues(sortValue(a, key), sortValue(b, key), key === "model.kind");
    if (order !== 0) return order;
  }
  return a.startTime - b.startTime;
};

/** Runs in the order that `sort` asks for (`-` before a column: largest first). */
export const sortRuns = (runs: readonly RunRecord[], sort: string | undefined): RunRecord[] => {
  if (sort === undefined) return runs.toSorted(inReadingOrder);
  const descending = sort.startsWith("-");
  const column = descending ? sort.slice(1) : sort;
  const values = new Map(runs.map((run) => [run, sortValue(run, column)]));
  return runs.toSorted(
    (a, b) => compareValues(values.get(a), values.get(b), descending) || inReadingOrder(a, b),
  );
};
