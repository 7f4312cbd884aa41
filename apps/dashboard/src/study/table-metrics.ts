import type { RunRecord } from "../sources/run-source.ts";
import { isTrial } from "./facts.ts";
import { metricInfo } from "./metric-registry.ts";

/** The metrics of a trial that answer the questions of a study, in reading order. */
export const keyMetrics = [
  "test/elbo",
  "test/reconstruction",
  "test/rate",
  "test/active_units",
  "test/code_use",
  "test/sharpness_reconstruction",
  "test/sharpness_samples",
] as const;

const maxColumns = 8;

const parts = (key: string): number => key.split("/").length;

const names = new Intl.Collator(undefined, { numeric: true });

/** Keys of metrics, the least nested first, then by name. */
export const byNesting = (keys: readonly string[]): string[] =>
  keys.toSorted((a, b) => parts(a) - parts(b) || names.compare(a, b));

/**
 * The metrics that a table of these runs shows unless others are chosen: the key metrics, but in a
 * study without a trial those that its runs logged, the least nested first.
 */
export const tableMetrics = (
  runs: readonly RunRecord[],
  metricKeys: readonly string[],
): readonly string[] => {
  const ours = runs.some(isTrial) || keyMetrics.some((key) => metricKeys.includes(key));
  if (ours || metricKeys.length === 0)
    return keyMetrics.filter((key) => key !== "test/sharpness_samples");
  const least = metricKeys.reduce(
    (min, key) => Math.min(min, parts(key)),
    Number.POSITIVE_INFINITY,
  );
  return metricKeys
    .filter((key) => parts(key) === least)
    .sort()
    .slice(0, maxColumns);
};

/** The first part that all of these keys share, with its slash; empty where they share none. */
const sharedPrefix = (keys: readonly string[]): string => {
  const prefixes = new Set(keys.map((key) => key.slice(0, key.indexOf("/") + 1)));
  const [prefix = ""] = prefixes;
  return prefixes.size === 1 ? prefix : "";
};

/** Heads of columns that show these metrics: as short as they stay distinct. */
export const columnHeads = (keys: readonly string[]): ReadonlyMap<string, string> => {
  const prefix = sharedPrefix(keys);
  return new Map(
    keys.map((key) => {
      const { short } = metricInfo(key);
      return [key, short === key ? key.slice(prefix.length).replaceAll("_", " ") : short];
    }),
  );
};
