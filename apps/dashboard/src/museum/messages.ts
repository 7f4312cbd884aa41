import type { Defect, DefectName } from "@vae-lab/verify/known-defects";
import type { Row } from "@vae-lab/verify/matrix";

/** A defect with its effects as numbers. */
export type DescribedDefect = Omit<Defect, "replacement" | "effects"> & {
  readonly effects: ReturnType<Defect["effects"]>;
};

/** The check that catches a defect, run on the correct implementation and on the defective one. */
export interface Demonstration {
  readonly correct: readonly Row[];
  readonly defective: readonly Row[];
  /** Independent estimates per number. */
  readonly estimates: number;
  /** Largest allowed deviation in standard errors. */
  readonly threshold: number;
}

/** What the worker of the museum computes. */
export interface Museum {
  describe(): Promise<readonly DescribedDefect[]>;
  demonstrate(name: DefectName): Promise<Demonstration>;
}
