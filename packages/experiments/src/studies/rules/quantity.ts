import type { Cell } from "../cell.ts";
import type { Evidence } from "../evidence.ts";

export type Interval = readonly [low: number, high: number];

/** A quantity with its uncertainty. */
export interface Estimate {
  readonly value: number;
  /** The interval that contains the true value with probability `level`; absent if n is too small. */
  interval(level: number): Interval | undefined;
  /** The number of seeds; absent for a number that is computed without training. */
  readonly n?: number;
  /** Standard deviation over seeds, of the logarithm for a ratio. */
  readonly sd?: number;
  /** Present if it is not that of the metric. */
  readonly unit?: string;
  /** Ids of the trials that were used. */
  readonly trials: readonly string[];
}

/** A number that a study measures. */
export interface Quantity {
  /** What it is, in words. */
  readonly text: string;
  /** How the evidence names it. */
  readonly short: string;
  /** Whether the seeds are averaged on a logarithmic scale. */
  readonly isRatio?: boolean;
  /** Whether it is computed without training: it has then no share of the risk of a false verdict. */
  readonly isExact?: boolean;
  /** The trials it is measured on. */
  readonly cells?: readonly Cell[];
  /** Undefined where the evidence lacks it. */
  measure(evidence: Evidence): Estimate | undefined;
}
