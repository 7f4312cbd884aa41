import { testMetrics } from "@vae-lab/experiments/metrics";
import type { RunRecord } from "../sources/run-source.ts";
import { isTrial } from "./facts.ts";

/** The measures of the runs table, in reading order, under short names. */
export const keyMeasures = [
  { key: "test/elbo", short: "ELBO" },
  { key: "test/reconstruction", short: "reconstr." },
  { key: "test/rate", short: "rate" },
  { key: "test/active_units", short: "units" },
  { key: "test/code_use", short: "code use" },
  { key: "test/sharpness_reconstruction", short: "sharpness" },
  { key: "test/sharpness_samples", short: "sharpness of samples" },
] as const;

const atMost = 8;

const parts = (key: string): number => key.split("/").length;

/** The first part of all of these keys, with its slash; empty where they share none. */
const sharedRoom = (keys: readonly string[]): string => {
  const rooms = new Set(keys.map((key) => key.slice(0, key.indexOf("/") + 1)));
  const [room = ""] = rooms;
  return rooms.size === 1 ? room : "";
};

/**
 * The measures that a table of these runs has columns for: ours, but in a study without a single
 * trial those that its runs logged, the least nested first.
 */
export const tableMeasures = (
  runs: readonly RunRecord[],
): readonly { readonly key: string; readonly short: string }[] => {
  const logged = [...new Set(runs.flatMap((run) => Object.keys(run.measures)))];
  const ours = runs.some(isTrial) || keyMeasures.some(({ key }) => logged.includes(key));
  if (ours || logged.length === 0)
    return keyMeasures.filter(({ key }) => key !== "test/sharpness_samples");
  const least = Math.min(...logged.map(parts));
  const shown = logged
    .filter((key) => parts(key) === least)
    .sort()
    .slice(0, atMost);
  const room = sharedRoom(shown);
  return shown.map((key) => ({ key, short: key.slice(room.length).replaceAll("_", " ") }));
};

const explained = new Map<string, (typeof testMetrics)[number]>(
  testMetrics.map((measure) => [measure.key, measure]),
);

/** One sentence on what a measure is, with its unit. */
export const meaningOf = (key: string): string | undefined => {
  const measure = explained.get(key);
  return measure && `${measure.meaning} In ${measure.unit}.`;
};

/** What a measure is called where there is room. */
export const labelOf = (key: string): string => explained.get(key)?.label ?? key;

/** `rate, nats per image`: the name of an axis. */
export const axisLabelOf = (key: string): string => {
  const unit = explained.get(key)?.unit;
  return unit === undefined || labelOf(key).endsWith(unit)
    ? labelOf(key)
    : `${labelOf(key)}, ${unit}`;
};

/** The value a column sorts by: a number where it is one, text else, undefined where absent. */
export const sortValue = (run: RunRecord, column: string): string | number | undefined => {
  if (column === "name") return run.name;
  if (column === "status") return run.status;
  if (column === "started") return run.startTime;
  const measure = run.measures[column];
  if (measure !== undefined) return measure;
  const param = run.params[column];
  return param === undefined || param === "" || Number.isNaN(Number(param)) ? param : Number(param);
};

const kind = (value: string | number | undefined): number =>
  value === undefined ? 3 : typeof value === "string" ? 1 : Number.isNaN(value) ? 2 : 0;

/** Numbers before text before NaN before nothing, whichever way the first two are sorted. */
export const compareValues = (
  a: string | number | undefined,
  b: string | number | undefined,
  descending: boolean,
): number => {
  if (kind(a) !== kind(b)) return kind(a) - kind(b);
  if (a === undefined || b === undefined || kind(a) === 2) return 0;
  const order =
    typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b));
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
  return runs.toSorted(
    (a, b) =>
      compareValues(sortValue(a, column), sortValue(b, column), descending) || inReadingOrder(a, b),
  );
};
