import type { TrialConfig } from "../config/trial-config.ts";
import type { ResumePoint } from "../trial/resumption.ts";

/** One cell of a sweep: what will be run, and the name a person reads. */
export interface PlannedTrial {
  /** Content hash of the config: the same question has the same id. */
  readonly id: string;
  readonly label: string;
  readonly config: TrialConfig;
}

/** A finished trial: its last measurements. Measures that do not apply are absent. */
export interface TrialRow extends PlannedTrial {
  /** Tracking's, or one that stands for it as long as tracking has not named the run. */
  readonly runId: string;
  readonly metrics: Readonly<Record<string, number>>;
  readonly seconds: number;
}

/** What a sweep says while it runs. */
export type SweepEvent =
  | { readonly kind: "planned"; readonly waiting: PlannedTrial[]; readonly skipped: TrialRow[] }
  | {
      readonly kind: "started";
      readonly trial: PlannedTrial;
      readonly runId: string;
      readonly steps: number;
      /** Where it goes on, if it does. */
      readonly from?: ResumePoint;
    }
  | {
      readonly kind: "progress";
      readonly id: string;
      /** 1-based epoch under way and optimiser steps done, of `steps` in all. */
      readonly epoch: number;
      readonly step: number;
      readonly elbo?: number;
      readonly loss: number;
      readonly imagesPerSecond: number;
      readonly secondsLeft: number;
    }
  | {
      readonly kind: "epoch";
      readonly id: string;
      readonly epoch: number;
      readonly metrics: Readonly<Record<string, number>>;
    }
  | { readonly kind: "finished"; readonly row: TrialRow }
  | { readonly kind: "failed"; readonly trial: PlannedTrial; readonly reason: string }
  | { readonly kind: "notice"; readonly text: string };

export interface SweepResult {
  readonly rows: TrialRow[];
  readonly failed: { readonly trial: PlannedTrial; readonly reason: string }[];
  /** True when the signal stopped it before the last trial. */
  readonly interrupted: boolean;
}
