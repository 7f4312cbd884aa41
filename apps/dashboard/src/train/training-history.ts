import type { PlainTensor } from "@vae-lab/core";
import { flattenConfig, type TrialConfig } from "@vae-lab/experiments/config";
import type { CodesFigure, Metrics } from "@vae-lab/experiments/without-node";

/** Metrics of a step or of an epoch, both counted from 1. */
export interface LoggedMetrics {
  readonly step: number;
  readonly metrics: Metrics;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
}

/** The state after an epoch, of which a run is logged. */
export interface EpochState {
  readonly epoch: number;
  /** Its last step. */
  readonly step: number;
  /** The settings at that time, with this number of epochs. */
  readonly config: TrialConfig;
  readonly parameters: Readonly<Record<string, PlainTensor>>;
  readonly codes: CodesFigure | undefined;
  /** The settings that were changed before, in words. */
  readonly changes: readonly string[];
  /** The epoch since which the model is collapsed, if it is. */
  readonly collapsedSince: number | undefined;
  /** For how many milliseconds the training was paused before. */
  readonly pausedMs: number;
}

/** What a training has done, also under settings that were changed since. */
export interface TrainingHistory {
  readonly startTime: number;
  readonly steps: LoggedMetrics[];
  readonly epochs: LoggedMetrics[];
  readonly changes: string[];
  last: EpochState | undefined;
  pausedMs: number;
  /** Training alone, without evaluation and drawing. */
  trainedMs: number;
}

export const newHistory = (): TrainingHistory => ({
  startTime: Date.now(),
  steps: [],
  epochs: [],
  changes: [],
  last: undefined,
  pausedMs: 0,
  trainedMs: 0,
});

/** The settings in which two configs differ: `objective.beta from 1 to 64`. */
export const changedSettings = (before: TrialConfig, after: TrialConfig): string => {
  const [old, now] = [flattenConfig(before), flattenConfig(after)];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])]
    .filter((key) => old[key] !== now[key])
    .map((key) => `${key} from ${old[key] ?? "absent"} to ${now[key] ?? "absent"}`)
    .join(", ");
};
