import type { Implementations } from "../known-defects/implementations.ts";

/** One number beside its exact value. */
export interface Comparison {
  /** What it is: "d/dμ", "value". */
  readonly of: string;
  readonly exact: number;
  readonly estimate: number;
  /** Of an estimate with noise. */
  readonly standardError?: number;
  /** Of a number without noise: how far it may be from the exact one. */
  readonly tolerance?: number;
  /** "at-most" and "at-least" for bounds; "equals" when not given. */
  readonly relation?: "equals" | "at-most" | "at-least";
  /** The variance of one estimate among R. */
  readonly spread?: Spread;
}

export interface Spread {
  readonly variance: number;
  readonly standardError: number;
  /** Where it is known. */
  readonly exact?: number;
  /** R: the independent estimates that were made. */
  readonly estimates: number;
}

/** How much is asked: draws for everything, or also the laws that take minutes. */
export interface Effort {
  readonly seed: number;
  /** Independent estimates for each statistical comparison. */
  readonly estimates: number;
}

/** One cell of the matrix: a law, asked of one estimator or implementation about one thing. */
export interface Check {
  readonly property: string;
  /** The divergence, objective or quantity. */
  readonly divergence: string;
  /** The estimator or implementation. */
  readonly estimator: string;
  /** Takes minutes: asked only when thoroughness is wanted. */
  readonly isSlow?: boolean;
  measure(
    implementations: Implementations,
    effort: Effort,
  ): readonly Comparison[] | Promise<readonly Comparison[]>;
}

/** A cell that cannot be: the pair makes no sense, or has no finite answer. */
export interface Unsupported {
  readonly property: string;
  readonly divergence: string;
  readonly estimator: string;
  readonly reason: string;
}
