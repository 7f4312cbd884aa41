import * as Plot from "@observablehq/plot";
import { axisBelow, axisLeft, logTicks } from "../axes.ts";
import { type FigureOptions, figure } from "../figure.ts";
import { extentOf } from "../frame.ts";
import { marked, runAttribute, tip } from "../marks.ts";
import { numberText } from "../number-text.ts";
import { type Look, runLooks } from "../palette.ts";
import { inkOf } from "../theme.ts";
import { type CurvePoint, curvesOf, dottedPoints, type Undrawable, undrawable } from "./curves.ts";
import { type BandPoint, type CurveCell, type SeedBand, seedBands } from "./seed-bands.ts";
import { thinOut } from "./thin-out.ts";

export interface LearningCurvesOptions extends FigureOptions {
  /** Weight of the past in a debiased moving average, in [0, 1). The raw curve stays visible. */
  readonly smoothing?: number;
  /** Use a log axis. If no value is positive the axis stays linear and its label says so. */
  readonly logY?: boolean;
  readonly xLabel?: string;
  readonly yLabel?: string;
  /** End of the horizontal axis, for figures that share one. */
  readonly xMax?: number;
  /** Part of the horizontal axis to draw. */
  readonly xDomain?: readonly [from: number, to: number];
  /** Vertical axis, for figures that share one. */
  readonly yDomain?: readonly [from: number, to: number];
  /** Colours of the runs. Default: by order of appearance. */
  readonly looks?: ReadonlyMap<string, Look>;
  /** Cells of the runs: draw the mean of each cell with its 95 % band instead of its runs. */
  readonly cells?: ReadonlyMap<string, CurveCell>;
  /** Draw the runs of the cells as thin lines. */
  readonly members?: boolean;
}

const markColumns = 120;
/** Means of cells with at most this many steps have dots. */
const maxDots = 12;

/** Adds the run's id and dash to each line of a mark. */
const ofRuns = (
  data: readonly CurvePoint[],
  dashOf: (run: string) => string,
): { render: Plot.RenderFunction } => ({
  render: (index, scales, values, dimensions, context, next) => {
    const group = next?.(index, scales, values, dimensions, context) ?? null;
    for (const path of group?.children ?? []) {
      // d3 binds the indices of its points to each line.
      const { __data__: own } = path as Element & { __data__?: readonly number[] };
      const run = data[own?.[0] ?? -1]?.run;
      if (run === undefined) continue;
      path.setAttribute(runAttribute, run);
      if (dashOf(run) !== "") path.setAttribute("stroke-dasharray", dashOf(run));
    }
    return group;
  },
});

/** From the first step (0 for shared axes) to the last. */
const stepDomain = (
  points: readonly CurvePoint[],
  { xMax, xDomain }: LearningCurvesOptions,
): [number, number] => {
  if (xDomain !== undefined) return [xDomain[0], xDomain[1]];
  const [first, last] = extentOf(points.map(({ step }) => step));
  if (xMax !== undefined && xMax > 0) return [Math.min(0, first), Math.max(xMax, last)];
  return first === last ? [first - 0.5, last + 0.5] : [first, last];
};

/** The part of the axis label that says which values a log axis cannot show. */
const axisNote = (values: readonly number[], logY: boolean): string => {
  if (!logY) return "";
  const without = values.filter((value) => value <= 0).length;
  if (without === 0) return ", log scale";
  if (without === values.length) return " (linear: no value > 0)";
  return `, log scale (↓: ${without} ${without === 1 ? "value" : "values"} ≤ 0)`;
};

/** The points in the domain, with one neighbour at either end, so that lines reach the edges. */
const inDomain = <T extends CurvePoint>(
  points: readonly T[],
  domain: readonly [number, number] | undefined,
): readonly T[] => {
  if (domain === undefined) return points;
  const from = points.findIndex(({ step }) => step >= domain[0]);
  const to = points.findLastIndex(({ step }) => step <= domain[1]);
  return from < 0 || to < 0 ? [] : points.slice(Math.max(0, from - 1), to + 2);
};

const rangeText = ({ low, high, n }: BandPoint): string =>
  low === undefined || high === undefined
    ? `mean of ${n}, no interval`
    : `mean of ${n}, 95 % interval ${numberText(low)} to ${numberText(high)}`;

/**
 * A metric against its step: one line per run, or per cell of runs that differ only in their seed. Points
 * that are not finite leave a gap in the line and get a mark: × NaN, ↑ ∞, ↓ −∞ (on a log axis also
 * values ≤ 0). Long curves are thinned out to the pixels of the figure.
 */
export const learningCurves = (
  points: readonly CurvePoint[],
  options: LearningCurvesOptions = {},
): SVGElement => {
  const { smoothing = 0, xLabel = "step", yLabel = "value", cells, xDomain, yDomain } = options;
  const theme = options.theme ?? "light";
  const ink = inkOf(theme);
  const finite = points.map(({ value }) => value).filter(Number.isFinite);
  const logY = options.logY === true && finite.some((value) => value > 0);
  const columns = Math.max(100, Math.round(((options.width ?? 560) - 76) / 2));
  const thinned = <T extends CurvePoint>(own: readonly T[]): readonly T[] =>
    thinOut(inDomain(own, xDomain), columns);
  const curves = curvesOf(points, { smoothing, logY });
  const bands: SeedBand[] = cells === undefined ? [] : seedBands(curves, cells);
  const looks =
    options.looks ??
    runLooks(
      curves.map((curve) => curve.run),
      theme,
    );
  // A cell has the look of its first run.
  const lookOf = (run: string): Look | undefined => looks.get(run.split(" ")[0] ?? run);
  const colour = ({ run }: CurvePoint): string => lookOf(run)?.colour ?? ink.muted;
  const dash = (run: string): string => lookOf(run)?.dash ?? "";
  const smoothedAt = new Map(
    cells === undefined
      ? curves.flatMap((curve) =>
          (curve.smoothed ?? []).map(
            (point) => [`${curve.run} ${point.step}`, point.value] as const,
          ),
        )
      : [],
  );
  const isSmoothed = curves.some((curve) => curve.smoothed !== undefined);
  const strong: readonly (CurvePoint | BandPoint)[] =
    cells === undefined
      ? curves.flatMap((curve) => thinned(curve.smoothed ?? curve.points))
      : bands.flatMap((band) => thinned(band.points));
  const faint =
    cells === undefined
      ? curves.flatMap((curve) => (curve.smoothed === undefined ? [] : thinned(curve.points)))
      : options.members
        ? curves.flatMap((curve) => thinned(curve.smoothed ?? curve.points))
        : [];
  const ribbon = bands.flatMap((band) =>
    thinned(band.points).filter(({ low }) => low !== undefined),
  );
  const drawn: readonly (CurvePoint | BandPoint)[] = (
    cells === undefined ? curves.flatMap((curve) => thinned(curve.points)) : strong
  ).filter(({ value }) => !Number.isNaN(value));
  const dotted =
    cells === undefined
      ? curves.flatMap((curve) => inDomain(dottedPoints(curve), xDomain))
      : bands.flatMap(({ points: own }) => (own.length <= maxDots ? own : []));
  const outside = undrawable(points, { columns: markColumns, logY }).filter(
    ({ step }) => xDomain === undefined || (step >= xDomain[0] && step <= xDomain[1]),
  );
  const line = (own: readonly CurvePoint[], style: Plot.LineOptions) =>
    Plot.line(own, {
      x: "step",
      y: "value",
      z: "run",
      stroke: colour,
      strokeLinejoin: "round",
      clip: xDomain !== undefined || yDomain !== undefined,
      ...style,
    });
  const edge = (mark: Undrawable["mark"]) =>
    ({
      x: "step",
      frameAnchor: mark === "↓" ? "bottom" : "top",
      fill: colour,
      stroke: ink.surface,
      strokeWidth: 2,
      fontSize: 13,
      fontWeight: 700,
      text: "mark",
      dy: mark === "↓" ? -3 : 3,
    }) as const;
  return figure({
    options,
    size: { width: 560, height: 320 },
    description: `${yLabel} against ${xLabel} for ${curves.length} runs${cells === undefined ? "" : ` in ${bands.length} cells`}`,
    legend: (cells === undefined ? curves : bands).map(({ run, label }) => ({
      ...(lookOf(run) ?? { colour: ink.muted, symbol: "circle", dash: "" }),
      text: label,
      line: true,
    })),
    yLabel: `${yLabel}${axisNote(finite, options.logY === true)}${isSmoothed ? `, smoothed ${smoothing}` : ""}`,
    plot: {
      x: { domain: stepDomain(points, options) },
      y: {
        type: logY ? "log" : "linear",
        nice: !logY && yDomain === undefined,
        ...(drawn.length === 0 && { domain: [1, 10] }),
        ...(yDomain !== undefined && !(logY && yDomain[0] <= 0) && { domain: yDomain }),
        ...(outside.some(({ mark }) => mark !== "↓") && { insetTop: 16 }),
        ...(outside.some(({ mark }) => mark === "↓") && { insetBottom: 16 }),
      },
      marks: [
        axisLeft({
          ink,
          ticks: logY ? logTicks(extentOf(drawn.map(({ value }) => value))) : 5,
        }),
        axisBelow(xLabel, { ink, ticks: 6 }),
        ribbon.length === 0
          ? []
          : Plot.areaY(ribbon, {
              x: "step",
              y1: ({ low, value }: BandPoint) => (logY ? Math.max(low ?? value, value / 10) : low),
              y2: "high",
              z: "run",
              fill: colour,
              fillOpacity: 0.16,
              clip: true,
              ...ofRuns(ribbon, () => ""),
            }),
        faint.length === 0
          ? []
          : line(faint, {
              strokeOpacity: cells === undefined ? 0.22 : 0.4,
              strokeWidth: 1,
              ...ofRuns(faint, () => ""),
            }),
        line(strong, { strokeWidth: 2, ...ofRuns(strong, dash) }),
        Plot.dot(dotted, { x: "step", y: "value", fill: colour, r: 3.5, ...marked(dotted) }),
        (["×", "↑", "↓"] as const).map((mark) =>
          Plot.text(
            outside.filter((point) => point.mark === mark),
            edge(mark),
          ),
        ),
        options.interactive
          ? tip(drawn, {
              ink,
              at: { x: "step", y: "value" },
              title: (point) => {
                const average = smoothedAt.get(`${point.run} ${point.step}`);
                return [
                  point.label,
                  `${xLabel} ${Number.isInteger(point.step) ? point.step : numberText(point.step)}`,
                  `${yLabel} ${numberText(point.value)}`,
                  ...("n" in point ? [rangeText(point)] : []),
                  ...(average === undefined ? [] : [`smoothed ${numberText(average)}`]),
                ].join("\n");
              },
            })
          : [],
      ],
    },
  });
};
