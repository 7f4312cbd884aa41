import type { RunRecord } from "../sources/run-source.ts";
import { durationOf, isValidTime } from "./progress.ts";

/** The sort key of a column: a number if possible, otherwise text; undefined if missing. */
export const sortValue = (run: RunRecord, column: string): string | number | undefined => {
  if (column === "name") return run.name;
  if (column === "status") return run.status;
  if (column === "started") return isValidTime(run.startTime) ? run.startTime : undefined;
  if (column === "duration") return durationOf(run);
  const metric = run.metrics.get(column);
  if (metric !== undefined) return metric.value;
  const param = run.params.get(column) ?? run.tags.get(column);
  return param === undefined || param === "" || Number.isNaN(Number(param)) ? param : Number(param);
};

const kind = (value: string | number | undefined): number =>
  value === undefined ? 3 : typeof value === "string" ? 1 : Number.isNaN(value) ? 2 : 0;

const collator = new Intl.Collator(undefined, { numeric: true });

/** Compares values: numbers, then text, then NaN, then missing values, in both sort directions. */
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

/** VAEs come before autoencoders. */
const descends = (key: string): boolean => key === "model.kind";

/** Sort keys of the default order. */
const readingKeys = (run: RunRecord): (string | number | undefined)[] =>
  natural.map((key) => sortValue(run, key));

/**
 * Sorts runs by a column (`-` for descending). Ties, and runs without a sort, are in the default order:
 * by model, estimator, direction and beta.
 */
export const sortRuns = (runs: readonly RunRecord[], sort: string | undefined): RunRecord[] => {
  const isDescending = sort?.startsWith("-") ?? false;
  const column = isDescending ? sort?.slice(1) : sort;
  const keyed = runs.map((run) => ({
    run,
    value: column === undefined ? undefined : sortValue(run, column),
    reading: readingKeys(run),
  }));
  const inReadingOrder = (a: (typeof keyed)[number], b: (typeof keyed)[number]): number => {
    for (const [index, key] of natural.entries()) {
      const order = compareValues(a.reading[index], b.reading[index], descends(key));
      if (order !== 0) return order;
    }
    return a.run.startTime - b.run.startTime;
  };
  return keyed
    .sort((a, b) => compareValues(a.value, b.value, isDescending) || inReadingOrder(a, b))
    .map(({ run }) => run);
};
