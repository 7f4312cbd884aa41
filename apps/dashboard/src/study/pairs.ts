import { type MeanInterval, mean, meanInterval } from "@vae-lab/statistics";
import type { RunRecord } from "../sources/run-source.ts";
import { isSeed } from "./cells.ts";
import { factsOf } from "./facts.ts";
import { metricInfo } from "./metric-registry.ts";
import { sortRuns } from "./order.ts";
import { isEnvironment, paramLabel, splitParams } from "./params.ts";

/** A param with several values, of which two can be compared. */
export interface PairAxis {
  readonly key: string;
  readonly values: readonly string[];
}

/** Two values of an axis. */
export interface PairQuestion {
  readonly axis: string;
  readonly first: string;
  readonly second: string;
}

/** Two runs that differ in the axis alone; their seeds are equal. */
interface Pair {
  readonly first: RunRecord;
  readonly second: RunRecord;
}

/** Pairs whose other params are equal, apart from the seed. */
export interface PairGroup {
  /** The params in which the groups differ. */
  readonly label: string;
  readonly pairs: readonly Pair[];
}

/** Differences (first − second) of a metric in a group. */
export interface PairDifference extends MeanInterval {
  readonly group: PairGroup;
  readonly firstMean: number;
  readonly secondMean: number;
  /** Pairs in which a value is missing or not finite. */
  readonly without: number;
}

const naturally = new Intl.Collator(undefined, { numeric: true });

const isAxis = (key: string): boolean =>
  !isSeed(key) && !isEnvironment(key) && !key.endsWith(".hash");

/** Params in which runs differ, and their values; two or more runs must have a value. */
export const pairAxes = (runs: readonly RunRecord[]): PairAxis[] =>
  splitParams(runs).differing.flatMap((key) => {
    if (!isAxis(key)) return [];
    const values = [...new Set(runs.flatMap((run) => run.params.get(key) ?? []))];
    return values.length < 2 ? [] : [{ key, values: values.sort(naturally.compare) }];
  });

const keysOf = (runs: readonly RunRecord[]): ReadonlySet<string> =>
  new Set(runs.flatMap((run) => [...run.params.keys()]));

/**
 * Pairs of finished runs that differ in the axis alone. Params that no run of one value has, such as
 * `estimator.baseline` of pathwise gradients, belong to the other value and may differ.
 */
export const pairGroups = (
  runs: readonly RunRecord[],
  { axis, first, second }: PairQuestion,
): PairGroup[] => {
  const finished = sortRuns(
    runs.filter(({ status }) => status === "FINISHED"),
    undefined,
  );
  const firsts = finished.filter((run) => run.params.get(axis) === first);
  const seconds = finished.filter((run) => run.params.get(axis) === second);
  const inFirst = keysOf(firsts);
  const inSecond = keysOf(seconds);
  const shared = [...inFirst].filter(
    (key) => key !== axis && inSecond.has(key) && !isEnvironment(key),
  );
  const fixed = shared.filter((key) => !isSeed(key)).sort();
  const seeds = shared.filter(isSeed).sort();
  const keyOf = ({ params }: RunRecord, keys: readonly string[]): string =>
    JSON.stringify(keys.map((key) => params.get(key)));
  const bySetting = new Map(
    seconds.map((run) => [`${keyOf(run, fixed)} ${keyOf(run, seeds)}`, run]),
  );
  const groups = new Map<string, Pair[]>();
  for (const run of firsts) {
    const other = bySetting.get(`${keyOf(run, fixed)} ${keyOf(run, seeds)}`);
    if (other === undefined) continue;
    const key = keyOf(run, fixed);
    groups.set(key, [...(groups.get(key) ?? []), { first: run, second: other }]);
  }
  const all = [...groups.values()];
  const members = all.flatMap(([pair]) => (pair === undefined ? [] : [pair.first]));
  const differing = splitParams(members).differing.filter((key) => fixed.includes(key));
  return all.map((pairs) => ({
    label:
      differing
        .map((key) => `${paramLabel(key)} ${pairs[0]?.first.params.get(key) ?? "—"}`)
        .join(" · ") || "all else equal",
    pairs,
  }));
};

const isComparable = (metric: string, { first, second }: Pair): boolean =>
  !metricInfo(metric).isLikelihood || factsOf(first).likelihood === factsOf(second).likelihood;

/** The differences (first − second) of a metric, with their 95 % interval (Student's t). */
export const differenceOf = (group: PairGroup, metric: string): PairDifference => {
  const values = group.pairs.flatMap((pair) => {
    const a = pair.first.metrics.get(metric)?.value;
    const b = pair.second.metrics.get(metric)?.value;
    return a !== undefined &&
      b !== undefined &&
      Number.isFinite(a - b) &&
      isComparable(metric, pair)
      ? [{ a, b }]
      : [];
  });
  return {
    group,
    ...meanInterval(values.map(({ a, b }) => a - b)),
    firstMean: mean(values.map(({ a }) => a)),
    secondMean: mean(values.map(({ b }) => b)),
    without: group.pairs.length - values.length,
  };
};

/** All pairs of the groups as one group. */
export const allPairs = (groups: readonly PairGroup[]): PairGroup => ({
  label: "all pairs",
  pairs: groups.flatMap(({ pairs }) => pairs),
});

type Asked = { readonly [Key in keyof PairQuestion]?: string | undefined };

/** The question with valid values: those of the URL, or the first axis with the most pairs. */
export const validQuestion = (
  axes: readonly PairAxis[],
  asked: Asked,
): PairQuestion | undefined => {
  const preferred = ["estimator.kind", "objective.regulariser"].flatMap(
    (key) => axes.find((axis) => axis.key === key) ?? [],
  );
  const axis = axes.find(({ key }) => key === asked.axis) ?? preferred[0] ?? axes[0];
  if (axis === undefined) return undefined;
  const pick = (value: string | undefined, not?: string): string | undefined =>
    value !== undefined && axis.values.includes(value)
      ? value
      : axis.values.find((one) => one !== not);
  const first = pick(asked.axis === axis.key ? asked.first : undefined);
  const second = pick(asked.axis === axis.key ? asked.second : undefined, first);
  if (first === undefined || second === undefined) return undefined;
  return { axis: axis.key, first, second };
};
