import type { DatasetName } from "../config/dataset.ts";
import type { TrialConfig } from "../config/trial-config.ts";
import type { MeasureLevel } from "../metrics/measure-level.ts";
import type { Draft } from "./draft.ts";
import type { EssayClaimName } from "./essay-claims.ts";
import type { Evidence, ExactValue } from "./evidence.ts";
import type { Rule } from "./rules/rule.ts";
import type { StudyFigure } from "./study-figure.ts";

/** The sizes of a study. */
export const studySizes = ["quick", "default", "full"] as const;
export type StudySize = (typeof studySizes)[number];

export interface StudyOptions {
  readonly epochs: number;
  /** Every trial is repeated with this many seeds, 1 … seeds if the study does not say otherwise. */
  readonly seeds: number;
  readonly dataset: DatasetName;
  /** Images of each split. Default: all, or what the study says. */
  readonly trainSize?: number;
  readonly testSize?: number;
}

/** A sentence that data can decide, and how. It is fixed before the study runs. */
export interface Claim {
  /** Unique in the study, in kebab-case. */
  readonly name: string;
  /** One sentence. */
  readonly claim: string;
  /** Claims of the essay that are supported if this one holds, and contradicted if it fails. */
  readonly supports?: readonly EssayClaimName[];
  /** Claims of the essay that are contradicted if this one holds, and supported if it fails. */
  readonly opposes?: readonly EssayClaimName[];
  readonly rule: Rule;
  /** Spread over seeds in a pilot, from which the number of seeds was chosen. */
  readonly pilot?: { readonly sd: number; readonly n: number; readonly margin: number };
}

/** A question, the trials that answer it, and how their results are judged. */
export interface Study {
  readonly name: string;
  /** One sentence. */
  readonly question: string;
  /** What is trained or computed, on which data, and what is varied. */
  readonly setting: string;
  /** Quick: a minute or two. Default: up to 12 minutes. Full: up to 45 minutes on two cores. */
  readonly sizes: Readonly<Record<StudySize, StudyOptions>>;
  /** The most informative trials first. None for a study that trains nothing. */
  trials(options: StudyOptions): TrialConfig[];
  /** Data sets whose trials are left out where they are not found. */
  readonly optionalDatasets?: readonly DatasetName[];
  /** Trials to look at, on which no verdict rests: drafts of configs, run with seed 1. */
  readonly illustrations?: readonly Draft[];
  /** What its claims need to be measured. Default: what costs little. */
  readonly measure?: MeasureLevel;
  /** Dotted config keys in which the trials differ, in the order that a table sorts by. */
  readonly axes: readonly string[];
  /**
   * Numbers that the study computes itself, without trials: exact ones, and one per seed of what it trains
   * and measures on its own, which have a coordinate `seed`.
   */
  exact?(options: StudyOptions): Promise<readonly ExactValue[]>;
  readonly claims: readonly Claim[];
  figures(evidence: Evidence): StudyFigure[];
  /** Results that would change our mind, and what the study cannot tell. */
  readonly wouldChangeOurMind: string;
  /** Rules and sizes that were changed after a pilot, and why. */
  readonly changes?: readonly string[];
}
