import { codeOf, joined, type Opened } from "./opened.ts";
import { useAnswer } from "./use-answer.ts";

/** Codes on a path, the ends among them. */
export const interpolationSteps = 11;

/** Codes from one picked sample's to another's, steps·K: on the straight line, and where codes are dense. */
export interface Interpolation {
  readonly line: Float32Array;
  /** Undefined while it is computed. */
  readonly aggregate: Float32Array | undefined;
}

/** The codes between the last two picked samples of a run, the earlier one first. */
export const useInterpolation = (
  opened: Opened | undefined,
  [to, from]: readonly number[],
): Interpolation | undefined => {
  const steps = interpolationSteps;
  const isKnown = opened !== undefined && from !== undefined && to !== undefined;
  const ends = isKnown && Math.max(from, to) < opened.run.count ? { from, to } : undefined;
  const aggregate = useAnswer(
    opened && ends ? () => opened.explorer.aggregatePath(ends.from, ends.to, steps) : undefined,
    `${opened?.title} ${ends?.from} ${ends?.to}`,
  );
  if (opened === undefined || ends === undefined) return undefined;
  const [start, end] = [codeOf(opened.run, ends.from), codeOf(opened.run, ends.to)];
  const line = joined(
    Array.from({ length: steps }, (_, i) =>
      start.map((value, k) => value + ((end[k] ?? 0) - value) * (i / (steps - 1))),
    ),
  );
  return { line, aggregate };
};
