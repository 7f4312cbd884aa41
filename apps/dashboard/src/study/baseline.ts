import { differenceOfMeans, type MeanDifference } from "@vae-lab/statistics";
import type { RunRecord } from "../sources/run-source.ts";
import { factsOf } from "./facts.ts";
import { metricInfo } from "./metric-registry.ts";
import { finalValues } from "./metric-summary.ts";

/** What a row shows: a run, or a group. */
export interface Sample {
  readonly runs: readonly RunRecord[];
  /** Whether it shows means of finished runs; a single run shows its last values. */
  readonly isGroup: boolean;
}

/** The sample with which others are compared. */
export interface Baseline extends Sample {
  readonly name: string;
}

const valuesOf = ({ runs, isGroup }: Sample, key: string): number[] =>
  isGroup
    ? finalValues(runs, key)
    : runs
        .flatMap(({ metrics }) => metrics.get(key)?.value ?? [])
        .filter((value) => Number.isFinite(value));

const isComparable = (a: Sample, b: Sample, key: string): boolean =>
  !metricInfo(key).isLikelihood ||
  new Set([...a.runs, ...b.runs].map((run) => factsOf(run).likelihood)).size === 1;

/**
 * The mean of a metric minus the baseline's; undefined if either has no value, or if their likelihoods
 * are not comparable.
 */
export const differenceFrom = (
  baseline: Sample,
  sample: Sample,
  key: string,
): MeanDifference | undefined => {
  if (!isComparable(sample, baseline, key)) return undefined;
  const [own, others] = [valuesOf(sample, key), valuesOf(baseline, key)];
  return own.length === 0 || others.length === 0 ? undefined : differenceOfMeans(own, others);
};

/** What a difference says about the runs: undefined unless its interval excludes 0. */
export const changeOf = (
  { difference, interval }: MeanDifference,
  key: string,
): "better" | "worse" | undefined => {
  const { better } = metricInfo(key);
  if (better === undefined || interval === undefined) return undefined;
  if (interval[0] <= 0 && interval[1] >= 0) return undefined;
  return difference > 0 === (better === "larger") ? "better" : "worse";
};
