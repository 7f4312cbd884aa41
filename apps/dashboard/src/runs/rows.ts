import type { RunRecord } from "../sources/run-source.ts";
import { dependsOnLikelihood, factsOf } from "../study/facts.ts";

/** A line of the table: a run, or the heading of the runs that share a likelihood, or name none. */
export type Row =
  | { readonly kind: "heading"; readonly likelihood: string | undefined; readonly count: number }
  | { readonly kind: "run"; readonly run: RunRecord };

/**
 * Runs by likelihood, each group in the order given. Log-likelihoods of different likelihoods are
 * not comparable, so no order ever runs across groups. Runs that name none come last. One group
 * alone needs no heading.
 */
export const rowsOf = (runs: readonly RunRecord[]): Row[] => {
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
    ...own.map((run) => ({ kind: "run" as const, run })),
  ]);
};

export interface Extent {
  readonly low: number;
  readonly high: number;
}

/** Least and greatest finite value of a measure among the runs that it may be compared with. */
export const extentsOf = (
  runs: readonly RunRecord[],
  keys: readonly string[],
): ((key: string, likelihood: string | undefined) => Extent | undefined) => {
  const extents = new Map<string, Extent>();
  const place = (key: string, likelihood: string | undefined): string =>
    dependsOnLikelihood(key) ? `${key} ${likelihood}` : key;
  for (const run of runs) {
    const { likelihood } = factsOf(run);
    for (const key of keys) {
      const value = run.measures[key];
      if (value === undefined || !Number.isFinite(value)) continue;
      const at = place(key, likelihood);
      const { low, high } = extents.get(at) ?? { low: value, high: value };
      extents.set(at, { low: Math.min(low, value), high: Math.max(high, value) });
    }
  }
  return (key, likelihood) => extents.get(place(key, likelihood));
};

/** How much of its cell a value fills, in [0, 1]; undefined where a bar would mean nothing. */
export const shareOf = (
  value: number | undefined,
  extent: Extent | undefined,
): number | undefined => {
  if (value === undefined || !Number.isFinite(value) || extent === undefined) return undefined;
  // What starts at zero is measured from zero; a log-likelihood has no zero, so from the least.
  const from = extent.low >= 0 ? 0 : extent.low;
  return extent.high === from ? undefined : (value - from) / (extent.high - from);
};
