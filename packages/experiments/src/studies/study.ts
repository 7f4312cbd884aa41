import type { TrialConfig } from "../config/trial-config.ts";
import type { TrialRow } from "../sweep/sweep-events.ts";

export interface StudyOptions {
  readonly epochs: number;
  /** Every trial is repeated with the seeds 1 … seeds. */
  readonly seeds: number;
  readonly dataset: TrialConfig["dataset"]["name"];
  /** Use a small part of the data, to finish within minutes. */
  readonly quick?: boolean;
}

/** A claim of a study and its verdict. */
export interface Finding {
  readonly claim: string;
  readonly verdict: "holds" | "fails" | "could not tell";
  /** What was measured; empty where nothing could be. */
  readonly evidence: string;
  /** The confidence of the verdicts, in the same words for all findings judged together. */
  readonly judgedBy?: string;
  /** Why there is no verdict yet, in the same words for all findings that lack the same. */
  readonly lacking?: string;
}

/** A question, the trials that answer it, and how their results are judged. */
export interface Study {
  readonly name: string;
  /** One sentence. */
  readonly question: string;
  readonly defaults: StudyOptions;
  /** The most informative trials first. */
  trials(options: StudyOptions): TrialConfig[];
  /** Dotted config keys in which the trials differ, in the order that a table sorts by. */
  readonly axes: readonly string[];
  conclude(rows: readonly TrialRow[]): Finding[];
}
