import { group } from "d3-array";
import type { RunRecord } from "../sources/run-source.ts";
import { directionNames } from "./directions.ts";
import { finiteValue, membersOf } from "./members.ts";

/** τ = βσ² of a run, β itself for Bernoulli logits; only of runs that logged their prediction. */
export const tauOf = (run: RunRecord): number | undefined => {
  const tau = finiteValue(run, "theory/tau");
  return tau !== undefined && tau > 0 ? tau : undefined;
};

/** Ids of the first run with a prediction, of each regulariser and estimator. */
export const firstPredicted = (runs: readonly RunRecord[]): string[] => {
  const predicted = runs.filter((run) => tauOf(run) !== undefined);
  return [...group(predicted, directionNames(runs)).values()].flatMap(([first]) => first?.id ?? []);
};

/** A point of a law. */
export interface LawPoint {
  readonly x: number;
  readonly value: number;
}

/** How much further than the measured values a law is drawn, as a factor. */
const beyond = 1.3;

/** The smallest and largest τ that are drawn, of measured ones and of the last onset. */
export const tauRange = (runs: readonly RunRecord[]): readonly [low: number, high: number] => {
  const taus = runs.flatMap((run) => tauOf(run) ?? []);
  const onset = Math.max(
    0,
    ...runs.flatMap((run) => membersOf(run, "theory/onset_tau")[0]?.value ?? []),
  );
  return [
    Math.min(...taus) / beyond,
    Math.max(...taus, Math.min(onset, 4 * Math.max(...taus))) * beyond,
  ];
};

/**
 * The threshold law of a run's regulariser and data: how many of its units are in use at each τ, each
 * until its own onset. Empty for a run without a prediction.
 */
export const thresholdLaw = (
  run: RunRecord,
  [low, high]: readonly [number, number],
): LawPoint[] => {
  const onsets = membersOf(run, "theory/onset_tau").map(({ value }) => value);
  if (onsets.length === 0) return [];
  const above = (tau: number): number => onsets.filter((onset) => onset > tau).length;
  const steps = [...new Set(onsets)]
    .filter((onset) => onset > low && onset < high)
    .sort((a, b) => a - b)
    .flatMap((x) => {
      const value = above(x);
      return [
        { x, value: value + onsets.filter((onset) => onset === x).length },
        { x, value },
      ];
    });
  return [{ x: low, value: above(low) }, ...steps, { x: high, value: above(high) }];
};
