import { requirePositive } from "../arguments.ts";

/** A span of training from the first step on. */
export interface Span {
  /** Length as a share of all steps, in (0, 1]. Default: 1. */
  readonly share?: number | undefined;
  /** Length in steps, instead of `share`. */
  readonly steps?: number | undefined;
}

/**
 * The completed share of the span at a step, in (0, 1].
 * @throws RangeError for a share outside (0, 1], and if both are given
 */
export const progressOver = ({ share, steps }: Span): ((step: number, total: number) => number) => {
  if (share !== undefined && steps !== undefined)
    throw new RangeError(`share and steps must not both be given, got ${share} and ${steps}`);
  if (share !== undefined && !(share > 0 && share <= 1))
    throw new RangeError(`share must be in (0, 1], got ${share}`);
  if (steps !== undefined) requirePositive("steps", steps);
  return (step, total) => Math.min(1, step / (steps ?? (share ?? 1) * total));
};
