import { requirePositive } from "../arguments.ts";

/** A part of training that begins with the first step. */
export interface Span {
  /** In (0, 1]: a share of all steps; all of them when not given. */
  readonly share?: number | undefined;
  /** The same as a number of steps, instead of a share: it does not depend on how long training is. */
  readonly steps?: number | undefined;
}

/**
 * How much of the span is over at a step, in (0, 1].
 * @throws RangeError for a share outside (0, 1], and where both are given
 */
export const progressOver = ({ share, steps }: Span): ((step: number, total: number) => number) => {
  if (share !== undefined && steps !== undefined)
    throw new RangeError(`share and steps must not both be given, got ${share} and ${steps}`);
  if (share !== undefined && !(share > 0 && share <= 1))
    throw new RangeError(`share must be in (0, 1], got ${share}`);
  if (steps !== undefined) requirePositive("steps", steps);
  return (step, total) => Math.min(1, step / (steps ?? (share ?? 1) * total));
};
