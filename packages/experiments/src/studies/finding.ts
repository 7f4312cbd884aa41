import type { EssayClaimName } from "./essay-claims.ts";
import type { Verdict } from "./rules/criterion.ts";

/** One measured quantity of a finding. */
export interface Measurement {
  readonly quantity: string;
  readonly value: number;
  /** At `level`, which decides. */
  readonly interval?: readonly [low: number, high: number];
  readonly level?: number;
  /** At 95 %. */
  readonly usualInterval?: readonly [low: number, high: number];
  readonly n?: number;
  /** Standard deviation over seeds, of the logarithm for a ratio. */
  readonly sd?: number;
  readonly verdict: Verdict;
}

/** A claim of a study and its verdict, as JSON. */
export interface Finding {
  readonly name: string;
  readonly claim: string;
  readonly verdict: Verdict;
  /** What was measured; empty where nothing could be. */
  readonly evidence: string;
  /** The confidence of the verdicts, in the same words for all findings judged together. */
  readonly judgedBy?: string;
  /** Why there is no verdict yet, in the same words for all findings that lack the same. */
  readonly lacking?: string;
  /** How many seeds would decide it, where the spread is known. */
  readonly power?: string;
  /** The rule, in words. */
  readonly rule: string;
  readonly supports: readonly EssayClaimName[];
  readonly opposes: readonly EssayClaimName[];
  readonly measurements: readonly Measurement[];
  /** Ids of the trials that the verdict rests on. */
  readonly trials: readonly string[];
}
