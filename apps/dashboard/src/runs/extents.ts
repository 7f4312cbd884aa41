import type { RunRecord } from "../sources/run-source.ts";
import { factsOf } from "../study/facts.ts";
import { metricInfo } from "../study/metric-registry.ts";

export interface Extent {
  readonly low: number;
  readonly high: number;
}

/** The range of a metric for a likelihood; undefined if no run has a finite value. */
export type ExtentOf = (key: string, likelihood: string | undefined) => Extent | undefined;

/** Values beyond this many interquartile ranges from the quartiles are outliers (Tukey 1977). */
const fence = 3;

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.round(share * (sorted.length - 1))] ?? 0;

/** The range of values without outliers, so that a diverged run does not flatten all others. */
const robustExtent = (values: readonly number[]): Extent => {
  const sorted = values.toSorted((a, b) => a - b);
  const [q1, q3] = [quantile(sorted, 0.25), quantile(sorted, 0.75)];
  const reach = fence * (q3 - q1);
  const inside = reach > 0 ? sorted.filter((v) => v >= q1 - reach && v <= q3 + reach) : sorted;
  return { low: inside[0] ?? 0, high: inside.at(-1) ?? 0 };
};

/** Ranges of metrics among comparable runs. */
export const extentsOf = (runs: readonly RunRecord[], keys: readonly string[]): ExtentOf => {
  const values = new Map<string, number[]>();
  const group = (key: string, likelihood: string | undefined): string =>
    metricInfo(key).isLikelihood ? `${key} ${likelihood}` : key;
  for (const run of runs) {
    const { likelihood } = factsOf(run);
    for (const key of keys) {
      const value = run.metrics.get(key)?.value;
      if (value === undefined || !Number.isFinite(value)) continue;
      const own = values.get(group(key, likelihood));
      if (own === undefined) values.set(group(key, likelihood), [value]);
      else own.push(value);
    }
  }
  const extents = new Map([...values].map(([key, own]) => [key, robustExtent(own)]));
  return (key, likelihood) => extents.get(group(key, likelihood));
};

/** Length of a cell's bar in [0, 1]; undefined if there is none. */
export const shareOf = (
  value: number | undefined,
  extent: Extent | undefined,
): number | undefined => {
  if (value === undefined || !Number.isFinite(value) || extent === undefined) return undefined;
  // Bars of non-negative metrics start at zero, others at the minimum.
  const from = extent.low >= 0 ? 0 : extent.low;
  if (extent.high === from) return undefined;
  return Math.min(1, Math.max(0, (value - from) / (extent.high - from)));
};
