import type { TrialConfig } from "../config/trial-config.ts";
import type { ResumePoint } from "../trial/resume-or-start.ts";

/** A trial of a sweep, before it has run. */
export interface PlannedTrial {
  /** Hash of the config and the data: equal trials have equal ids. */
  readonly id: string;
  /** The name that people read. It need not be unique. */
  readonly label: string;
  readonly config: TrialConfig;
  /** SHA-256 of the data. */
  readonly dataHash: string;
}

/** A finished trial with its last metrics. Metrics that do not apply are absent. */
export interface TrialRow extends PlannedTrial {
  /** The run's id at the tracking server, or a local one until the server has created the run. */
  readonly runId: string;
  readonly metrics: Readonly<Record<string, number>>;
  readonly seconds: number;
}

export interface FailedTrial {
  readonly trial: PlannedTrial;
  readonly reason: string;
  /** Its log. */
  readonly log?: string;
  /** The command that repeats it. */
  readonly command?: string;
}

/** The events of a sweep. */
export type SweepEvent =
  | {
      readonly kind: "planned";
      readonly waiting: PlannedTrial[];
      readonly skipped: TrialRow[];
      /** Trials that failed before and would fail again. */
      readonly failed?: FailedTrial[];
    }
  | {
      readonly kind: "started";
      readonly trial: PlannedTrial;
      readonly runId: string;
      readonly steps: number;
      /** Where the trial resumes, if it does. */
      readonly from?: ResumePoint;
    }
  | {
      readonly kind: "progress";
      readonly id: string;
      /** The current epoch, from 1, and the optimizer steps done, of `steps` in all. */
      readonly epoch: number;
      readonly step: number;
      /** Of the last training minibatch, in nats per example; absent for models without a bound. */
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
  | ({ readonly kind: "failed" } & FailedTrial)
  /** A trial failed and is tried again. */
  | {
      readonly kind: "retry";
      readonly trial: PlannedTrial;
      readonly reason: string;
      /** The number of the next attempt, from 2. */
      readonly attempt: number;
      readonly inMs: number;
    }
  /** A worker of a queue has left a trial that it ran to another. */
  | { readonly kind: "left"; readonly id: string }
  /** How many trials wait in the queue that a worker serves. */
  | { readonly kind: "queued"; readonly waiting: number }
  | { readonly kind: "notice"; readonly text: string };

export interface SweepResult {
  readonly rows: TrialRow[];
  readonly failed: FailedTrial[];
  /** Whether the sweep was stopped before its last trial, or trials were taken out of its queue. */
  readonly interrupted: boolean;
}
