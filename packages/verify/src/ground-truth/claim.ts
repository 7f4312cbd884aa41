/** How an estimate is to lie to the truth. */
export type Relation = "equals" | "is at most" | "is at least";

/** An estimate of something whose truth is known, with what it says of its own error; nats. */
export interface Claim {
  readonly name: string;
  readonly relation: Relation;
  /** Images over which the means are. */
  readonly rows: number;
  readonly estimate: number;
  readonly standardError: number;
  readonly truth: number;
  /** How far the truth itself may be off. */
  readonly truthError: number;
  /** estimate − truth in standard errors, beyond what the truth may be off. */
  readonly deviation: number;
  readonly holds: boolean;
}

/** In standard errors. */
const allowed = 4;

/** Whether an estimate lies to the truth as it must, within four of its own standard errors. */
export const judged = (
  claim: Omit<Claim, "deviation" | "holds" | "truthError"> & { readonly truthError?: number },
): Claim => {
  const { estimate, truth, relation, standardError, truthError = 0 } = claim;
  const off = estimate - truth;
  const beyond = Math.sign(off) * Math.max(0, Math.abs(off) - truthError);
  const deviation = beyond === 0 ? 0 : beyond / standardError;
  const high = relation !== "is at least" && deviation > allowed;
  const low = relation !== "is at most" && deviation < -allowed;
  return { ...claim, truthError, deviation, holds: !(high || low || Number.isNaN(deviation)) };
};
