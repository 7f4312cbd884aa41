import { groupBy } from "../group-by.ts";
import { smooth } from "../smooth.ts";

/** One value of a metric of one run. `value` may be NaN or infinite. */
export interface CurvePoint {
  readonly run: string;
  readonly label: string;
  readonly step: number;
  readonly value: number;
}

export interface Curve {
  readonly run: string;
  readonly label: string;
  /** By step. Values that cannot be drawn are NaN, so that no line bridges them. */
  readonly points: readonly CurvePoint[];
  /** The same after smoothing, where the curve is smoothed. */
  readonly smoothed?: readonly CurvePoint[];
}

/** A point that has a mark of its own at the edge of the frame. */
export interface Undrawable extends CurvePoint {
  readonly mark: "×" | "↑" | "↓";
}

/** Fewer points are measurements to be seen one by one, such as one for each epoch: never smoothed. */
const fewPoints = 12;

const isShort = ({ points }: Pick<Curve, "points">): boolean => points.length <= fewPoints;

const withValues = (points: readonly CurvePoint[], values: readonly number[]): CurvePoint[] =>
  points.map((point, index) => ({ ...point, value: values[index] ?? Number.NaN }));

/** The curve of each run, in order of appearance. */
export const curvesOf = (
  points: readonly CurvePoint[],
  { smoothing, logY }: { readonly smoothing: number; readonly logY: boolean },
): Curve[] =>
  [...groupBy(points, (point) => point.run).entries()].map(([run, own]) => {
    const sorted = own.toSorted((a, b) => a.step - b.step);
    const values = sorted.map(({ value }) =>
      Number.isFinite(value) && (!logY || value > 0) ? value : Number.NaN,
    );
    const drawn = withValues(sorted, values);
    return {
      run,
      label: own[0]?.label ?? run,
      points: drawn,
      ...(smoothing > 0 &&
        !isShort({ points: drawn }) && { smoothed: withValues(sorted, smooth(values, smoothing)) }),
    };
  });

/** The points of a curve that need a dot: all of a short one, else those that no line reaches. */
export const dottedPoints = (curve: Curve): CurvePoint[] => {
  const { points } = curve;
  const isDrawn = (at: number): boolean => Number.isFinite(points[at]?.value);
  return points.filter(
    (_, at) => isDrawn(at) && (isShort(curve) || !(isDrawn(at - 1) || isDrawn(at + 1))),
  );
};

/**
 * Points that are not finite, or have no logarithm on a log axis, of each run at most one for each of
 * `columns` columns of the frame.
 */
export const undrawable = (
  points: readonly CurvePoint[],
  { columns, logY }: { readonly columns: number; readonly logY: boolean },
): Undrawable[] => {
  const steps = points.map(({ step }) => step);
  const first = steps.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const last = steps.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const column = (step: number): number =>
    Math.round(((step - first) / (last - first || 1)) * columns);
  const seen = new Set<string>();
  return points.flatMap((point) => {
    const { value, run, step } = point;
    if (Number.isFinite(value) && !(logY && value <= 0)) return [];
    const mark = Number.isNaN(value) ? "×" : value > 0 ? "↑" : "↓";
    const place = JSON.stringify([run, mark, column(step)]);
    if (seen.has(place)) return [];
    seen.add(place);
    return [{ ...point, mark } as const];
  });
};
