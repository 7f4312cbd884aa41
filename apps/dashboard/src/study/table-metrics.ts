import type { RunRecord } from "../sources/run-source.ts";
import { isTrial } from "./facts.ts";
import { metricInfo } from "./metric-registry.ts";

/** The main metrics of a trial, in display order. */
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

/** Sorts keys by nesting depth, then by name. */
export const byNesting = (keys: readonly string[]): string[] =>
  keys.toSorted((a, b) => parts(a) - parts(b) || names.compare(a, b));

/**
 * Metrics that the table shows by default: the key metrics, or in studies of other projects the least
 * nested ones.
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

/** The first part that all keys share, with its slash; empty if there is none. */
const sharedPrefix = (keys: readonly string[]): string => {
  const prefixes = new Set(keys.map((key) => key.slice(0, key.indexOf("/") + 1)));
  const [prefix = ""] = prefixes;
  return prefixes.size === 1 ? prefix : "";
};

/** Short column headings of metrics. */
export const columnHeads = (keys: readonly string[]): ReadonlyMap<string, string> => {
  const prefix = sharedPrefix(keys);
  return new Map(
    keys.map((key) => {
      const { short } = metricInfo(key);
      return [key, short === key ? key.slice(prefix.length).replaceAll("_", " ") : short];
    }),
  );
};
