import type { DefectName, DefectNumber } from "./defect-names.ts";
import type { Implementations } from "./implementations.ts";

/** The effect of a defect on a quantity, computed from the toy model or another exact model. */
export interface Effect {
  readonly quantity: string;
  readonly defective: number;
  readonly correct: number;
}

/** A defect of a library, found by reading its source, as code that can replace the reference. */
export interface Defect {
  readonly name: DefectName;
  /** Its number in the list of verified defects. */
  readonly number: DefectNumber;
  readonly library: string;
  readonly source: string;
  /** The behaviour of the library. */
  readonly behaviour: string;
  /** Parts of it that are not reproduced here, and why. */
  readonly notReproduced?: string;
  /** The property of the matrix that it violates. */
  readonly caughtBy: string;
  /** The defective implementations. */
  readonly replacement: Partial<Implementations>;
  effects(): readonly Effect[];
}
