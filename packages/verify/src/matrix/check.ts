import type { Implementations } from "../known-defects/implementations.ts";

/** A number and its exact value. */
export interface Comparison {
  /** The quantity, such as "d/dμ" or "value". */
  readonly of: string;
  readonly exact: number;
  readonly estimate: number;
  /** Standard error of the estimate; absent for a number without noise. */
  readonly standardError?: number;
  /** Largest difference allowed for a number without noise. */
  readonly tolerance?: number;
  /** "at-most" and "at-least" are for bounds. Default: "equals". */
  readonly relation?: "equals" | "at-most" | "at-least";
  /** The variance of one of the R estimates. */
  readonly spread?: Spread;
}

export interface Spread {
  readonly variance: number;
  readonly standardError: number;
  /** The exact variance, if known. */
  readonly exact?: number;
  /** R, the number of independent estimates. */
  readonly estimates: number;
}

/** Seed and size of the measurements. */
export interface Effort {
  readonly seed: number;
  /** Independent estimates per statistical comparison. */
  readonly estimates: number;
}

/** A cell of the matrix: a property of one estimator or implementation and one divergence. */
export interface Check {
  readonly property: string;
  /** The divergence, objective or quantity. */
  readonly divergence: string;
  /** The estimator or implementation. */
  readonly estimator: string;
  /** Takes minutes, so it runs with --thorough only. */
  readonly isSlow?: boolean;
  measure(
    implementations: Implementations,
    effort: Effort,
  ): readonly Comparison[] | Promise<readonly Comparison[]>;
}

/** A cell that cannot be measured: the pair does not fit, or has no finite answer. */
export interface Unsupported {
  readonly property: string;
  readonly divergence: string;
  readonly estimator: string;
  readonly reason: string;
}
