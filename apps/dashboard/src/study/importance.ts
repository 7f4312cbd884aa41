import { bootstrapInterval, quantile, variance } from "@vae-lab/statistics";
import type { RunRecord } from "../sources/run-source.ts";
import { factsOf } from "./facts.ts";
import { withoutImplied } from "./implied.ts";
import { metricInfo } from "./metric-registry.ts";
import { isEnvironment, splitParams } from "./params.ts";
import { uniformsFrom } from "./uniforms.ts";

/** How much of the differences in a metric a param explains by itself. */
export interface Importance {
  readonly key: string;
  /** Number of values, or of groups of a number with many values. */
  readonly levels: number;
  /** Share of the variance of the metric's ranks, at most 1; about 0 or less for a param without effect. */
  readonly share: number;
  /** 95 % interval of the share (bootstrap over runs). */
  readonly interval: readonly [low: number, high: number];
  /** The share that a param without effect exceeds with probability 5 %, over all params together. */
  readonly chance: number;
}

/** With fewer runs neither the interval nor the level of chance means much. */
export const enoughRuns = 8;

const resamples = 400;
const maxLevels = 8;
const quantileGroups = 5;
const maxParams = 20;

/** Ranks from 1; equal values have their mean rank. */
export const ranksOf = (values: readonly number[]): number[] => {
  const sorted = values.toSorted((a, b) => a - b);
  const places = new Map<number, { first: number; count: number }>();
  for (const [index, value] of sorted.entries()) {
    const place = places.get(value);
    if (place === undefined) places.set(value, { first: index + 1, count: 1 });
    else place.count += 1;
  }
  return values.map((value) => {
    const { first = 0, count = 1 } = places.get(value) ?? {};
    return first + (count - 1) / 2;
  });
};

/**
 * The level of each run: its value, or for a number with more than eight values one of five groups of
 * similar size.
 */
export const levelsOf = (values: readonly (string | undefined)[]): number[] => {
  const distinct = [...new Set(values)];
  const numbers = values.map(Number);
  const isContinuous =
    distinct.length > maxLevels && numbers.every((value) => Number.isFinite(value));
  if (!isContinuous) return values.map((value) => distinct.indexOf(value));
  return ranksOf(numbers).map((rank) =>
    Math.floor(((rank - 0.5) / values.length) * quantileGroups),
  );
};

/**
 * The share ε² of the variance of scores that lies between levels, corrected for their number (Kelley
 * 1935): 0 on average for levels without effect. Undefined if a score differs nowhere, or if each level has
 * one score.
 */
export const explainedShare = (
  scores: readonly number[],
  levels: readonly number[],
): number | undefined => {
  const n = scores.length;
  const total = variance(scores) * (n - 1);
  const groups = new Map<number, { sum: number; squares: number; count: number }>();
  for (const [index, level] of levels.entries()) {
    const score = scores[index] ?? 0;
    const group = groups.get(level);
    if (group === undefined) groups.set(level, { sum: score, squares: score ** 2, count: 1 });
    else {
      group.sum += score;
      group.squares += score ** 2;
      group.count += 1;
    }
  }
  const k = groups.size;
  if (!(total > 0) || k === n) return undefined;
  let within = 0;
  for (const { sum, squares, count } of groups.values()) within += squares - sum ** 2 / count;
  return (total - within - ((k - 1) * within) / (n - k)) / total;
};

const shuffled = (values: readonly number[], uniform: () => number): number[] => {
  const next = [...values];
  for (let last = next.length - 1; last > 0; last -= 1) {
    const other = Math.floor(uniform() * (last + 1));
    [next[last], next[other]] = [next[other] ?? 0, next[last] ?? 0];
  }
  return next;
};

/** The finished runs with a finite value; of a log-likelihood, those of the likelihood with most runs. */
export const comparableRuns = (runs: readonly RunRecord[], metric: string): RunRecord[] => {
  const own = runs.filter(
    ({ status, metrics }) =>
      status === "FINISHED" && Number.isFinite(metrics.get(metric)?.value ?? Number.NaN),
  );
  if (!metricInfo(metric).isLikelihood) return own;
  const groups = new Map<string | undefined, RunRecord[]>();
  for (const run of own) {
    const { likelihood } = factsOf(run);
    groups.set(likelihood, [...(groups.get(likelihood) ?? []), run]);
  }
  const [largest = []] = [...groups.values()].sort((a, b) => b.length - a.length);
  return largest;
};

/**
 * The params in which comparable runs differ, by the share of a metric's variance that each explains by
 * itself, largest first. Ranks make it robust against runs that diverged.
 */
export const importances = (runs: readonly RunRecord[], metric: string): Importance[] => {
  const own = comparableRuns(runs, metric);
  if (own.length < enoughRuns) return [];
  const scores = ranksOf(own.map(({ metrics }) => metrics.get(metric)?.value ?? Number.NaN));
  const differing = splitParams(own).differing.filter(
    (key) => !isEnvironment(key) && !key.endsWith(".hash"),
  );
  const keys = withoutImplied(own, differing).slice(0, maxParams);
  const indices = own.map((_, index) => index);
  return keys
    .flatMap((key): Importance[] => {
      const levels = levelsOf(own.map(({ params }) => params.get(key)));
      const share = explainedShare(scores, levels);
      if (share === undefined) return [];
      const uniform = uniformsFrom(1);
      const shareOf = (chosen: readonly number[]): number =>
        explainedShare(
          chosen.map((index) => scores[index] ?? 0),
          chosen.map((index) => levels[index] ?? 0),
        ) ?? share;
      const uniforms = (count: number) => Float64Array.from({ length: count }, uniform);
      const interval = bootstrapInterval(indices, shareOf, { uniforms, resamples });
      const byChance = Array.from(
        { length: resamples },
        () => explainedShare(shuffled(scores, uniform), levels) ?? 0,
      );
      const chance = quantile(byChance, 1 - 0.05 / keys.length);
      return [{ key, levels: new Set(levels).size, share, interval, chance }];
    })
    .sort((a, b) => b.share - a.share);
};

/** What the share of a param says. */
export const importanceVerdict = ({ share, chance }: Importance): string =>
  share > chance ? "more than chance" : "not decided";
