import type { TrialConfig } from "../config/trial-config.ts";
import type { TrialRow } from "../sweep/sweep-events.ts";

export interface StudyOptions {
  readonly epochs: number;
  /** Every trial is repeated with the seeds 1 … seeds. */
  readonly seeds: number;
  readonly dataset: TrialConfig["dataset"]["name"];
  /** A small part of the data, for a look in a minute or two. */
  readonly quick?: boolean;
}

/** One comparison of a study and what the rows say of it. */
export interface Finding {
  readonly claim: string;
  readonly verdict: "holds" | "fails" | "could not tell";
  /** What was measured; empty where nothing could be. */
  readonly evidence: string;
  /** How sure the verdicts are, the same words for all findings that are judged together. */
  readonly judgedBy?: string;
  /** Why nothing can be told yet, the same words for all findings that lack the same. */
  readonly lacking?: string;
}

/** A question, the trials that ask it, and how their rows are read. */
export interface Study {
  readonly name: string;
  /** One sentence. */
  readonly question: string;
  readonly defaults: StudyOptions;
  /** The most telling trials first. */
  trials(options: StudyOptions): TrialConfig[];
  /** Dotted config keys that tell the trials apart, in the order a table sorts by. */
  readonly axes: readonly string[];
  conclude(rows: readonly TrialRow[]): Finding[];
}
