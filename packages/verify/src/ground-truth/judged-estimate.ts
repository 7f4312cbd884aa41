/** How an estimate must relate to the truth. */
export type Relation = "equals" | "is at most" | "is at least";

/** An estimate of a known truth, in nats, and the judgement of it. */
export interface JudgedEstimate {
  readonly name: string;
  readonly relation: Relation;
  /** Number of images in the mean. */
  readonly rows: number;
  readonly estimate: number;
  readonly standardError: number;
  readonly truth: number;
  /** The error of the truth itself. */
  readonly truthError: number;
  /** estimate − truth beyond the error of the truth, in standard errors. */
  readonly deviation: number;
  readonly holds: boolean;
}

/** In standard errors. */
const maxDeviation = 4;

/** Judges whether an estimate relates to the truth as it must, within four standard errors. */
export const judgeEstimate = (
  given: Omit<JudgedEstimate, "deviation" | "holds" | "truthError"> & {
    readonly truthError?: number;
  },
): JudgedEstimate => {
  const { estimate, truth, relation, standardError, truthError = 0 } = given;
  const difference = estimate - truth;
  const beyond = Math.sign(difference) * Math.max(0, Math.abs(difference) - truthError);
  const deviation = beyond === 0 ? 0 : beyond / standardError;
  const isHigh = relation !== "is at least" && deviation > maxDeviation;
  const isLow = relation !== "is at most" && deviation < -maxDeviation;
  const holds = !(isHigh || isLow || Number.isNaN(deviation));
  return { ...given, truthError, deviation, holds };
};
