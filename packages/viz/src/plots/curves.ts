import { group } from "d3-array";
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
  /** Ordered by step. Values that cannot be drawn are NaN, which leaves a gap in the line. */
  readonly points: readonly CurvePoint[];
  /** The smoothed points, if the curve is smoothed. */
  readonly smoothed?: readonly CurvePoint[];
}

/** A point that is drawn as a mark at the edge of the frame. */
export interface Undrawable extends CurvePoint {
  readonly mark: "×" | "↑" | "↓";
}

/** Curves of at most this many points, such as one per epoch, are not smoothed and have dots. */
const fewPoints = 12;

const isShort = ({ points }: Pick<Curve, "points">): boolean => points.length <= fewPoints;

const withValues = (points: readonly CurvePoint[], values: readonly number[]): CurvePoint[] =>
  points.map((point, index) => ({ ...point, value: values[index] ?? Number.NaN }));

/** One curve per run, in order of appearance. */
export const curvesOf = (
  points: readonly CurvePoint[],
  { smoothing, logY }: { readonly smoothing: number; readonly logY: boolean },
): Curve[] =>
  [...group(points, (point) => point.run).entries()].map(([run, own]) => {
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

/** Points to draw as dots: all points of a short curve, otherwise isolated ones. */
export const dottedPoints = (curve: Curve): CurvePoint[] => {
  const { points } = curve;
  const isDrawn = (at: number): boolean => Number.isFinite(points[at]?.value);
  return points.filter(
    (_, at) => isDrawn(at) && (isShort(curve) || !(isDrawn(at - 1) || isDrawn(at + 1))),
  );
};

/**
 * Points that are not finite, or not positive on a log axis; at most one per run and mark in each of
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
