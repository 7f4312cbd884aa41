/**
 * Whether a trial that failed would fail again: not if it depended on what else the machine did
 * ("passing"), with certainty if its numbers became NaN ("lasting"), and else until somebody changes
 * something ("open").
 */
export type FailureKind = "passing" | "lasting" | "open";

/** Why a trial failed in its worker. */
export class TrialFailure extends Error {
  override readonly name = "TrialFailure";
  readonly kind: FailureKind;

  constructor(message: string, kind: FailureKind) {
    super(message);
    this.kind = kind;
  }
}

/** Failures that depend on what else the machine does. */
const passing =
  /out of memory|bad_alloc|allocat|resource ?exhausted|\boom\b|ENOMEM|EMFILE|ENFILE|EAGAIN|EIO\b/i;

export const kindOfFailure = (error: unknown): FailureKind => {
  if (error instanceof TrialFailure) return error.kind;
  if (!(error instanceof Error)) return "open";
  if (error.name === "NonFiniteError") return "lasting";
  const isRetryable = "isRetryable" in error && error.isRetryable === true;
  return isRetryable || passing.test(error.message) ? "passing" : "open";
};
