import type { DefectName, DefectNumber } from "./defect-names.ts";
import type { Implementations } from "./implementations.ts";

/** What a defect does to a number; both are computed when asked, from the toy or an exact model. */
export interface Effect {
  readonly quantity: string;
  readonly defective: number;
  readonly correct: number;
}

/** A mistake of a library, found by reading its source, as code that can be run in our place. */
export interface Defect {
  readonly name: DefectName;
  /** In the list of verified defects. */
  readonly number: DefectNumber;
  readonly library: string;
  readonly source: string;
  /** What the library did. */
  readonly behaviour: string;
  /** What of it cannot be run here, and why. */
  readonly notReproduced?: string;
  /** The law of the matrix that catches it. */
  readonly caughtBy: string;
  /** What stands in for ours when it is swapped in. */
  readonly replacement: Partial<Implementations>;
  effects(): readonly Effect[];
}
