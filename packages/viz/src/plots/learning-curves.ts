import * as Plot from "@observablehq/plot";
import { axisBelow, axisLeft, logTicks } from "../axes.ts";
import { type FigureOptions, figure } from "../figure.ts";
import { extentOf } from "../frame.ts";
import { runAttribute, tip } from "../marks.ts";
import { numberText } from "../number-text.ts";
import { type Look, runLooks } from "../palette.ts";
import { inkOf } from "../theme.ts";
import {
  type Curve,
  type CurvePoint,
  curvesOf,
  dottedPoints,
  type Undrawable,
  undrawable,
} from "./curves.ts";

export interface LearningCurvesOptions extends FigureOptions {
  /** Weight of the past in a debiased moving average, in [0, 1). The raw curve stays visible. */
  readonly smoothing?: number;
  /** Use a log axis. If no value is positive the axis stays linear and its label says so. */
  readonly logY?: boolean;
  readonly xLabel?: string;
  readonly yLabel?: string;
  /** End of the horizontal axis, for figures that share one. */
  readonly xMax?: number;
  /** Colours of the runs. Default: by order of appearance. */
  readonly looks?: ReadonlyMap<string, Look>;
}

const markColumns = 120;

/** Adds the run's id to the group of a mark. */
const ofRun = (run: string): { render: Plot.RenderFunction } => ({
  render: (index, scales, values, dimensions, context, next) => {
    const group = next?.(index, scales, values, dimensions, context) ?? null;
    group?.setAttribute(runAttribute, run);
    return group;
  },
});

/** From the first step (0 for shared axes) to the last. */
const stepDomain = (points: readonly CurvePoint[], xMax: number | undefined): [number, number] => {
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

/**
 * A metric against its step, one line per run. Points that are not finite leave a gap in the line and
 * get a mark: × NaN, ↑ ∞, ↓ −∞ (on a log axis also values ≤ 0).
 */
export const learningCurves = (
  points: readonly CurvePoint[],
  options: LearningCurvesOptions = {},
): SVGElement => {
  const { smoothing = 0, xLabel = "step", yLabel = "value" } = options;
  const theme = options.theme ?? "light";
  const ink = inkOf(theme);
  const finite = points.map(({ value }) => value).filter(Number.isFinite);
  const logY = options.logY === true && finite.some((value) => value > 0);
  const curves = curvesOf(points, { smoothing, logY });
  const looks =
    options.looks ??
    runLooks(
      curves.map((curve) => curve.run),
      theme,
    );
  const colourOf = (run: string): string => looks.get(run)?.colour ?? ink.muted;
  const colour = ({ run }: CurvePoint): string => colourOf(run);
  const drawn = curves.flatMap((curve) => curve.points.filter(({ value }) => !Number.isNaN(value)));
  const smoothedAt = new Map(
    curves.flatMap((curve) =>
      (curve.smoothed ?? []).map((point) => [`${curve.run} ${point.step}`, point.value] as const),
    ),
  );
  const isSmoothed = smoothedAt.size > 0;
  const dotted = curves.flatMap(dottedPoints);
  const outside = undrawable(points, { columns: markColumns, logY });
  const line = (curve: Curve, own: readonly CurvePoint[], style: Plot.LineOptions) =>
    Plot.line(own, {
      x: "step",
      y: "value",
      stroke: colourOf(curve.run),
      strokeLinejoin: "round",
      strokeDasharray: looks.get(curve.run)?.dash ?? "",
      ...style,
      ...ofRun(curve.run),
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
    description: `${yLabel} against ${xLabel} for ${curves.length} runs`,
    legend: curves.map(({ run, label }) => ({
      ...(looks.get(run) ?? { colour: ink.muted, symbol: "circle", dash: "" }),
      text: label,
      line: true,
    })),
    yLabel: `${yLabel}${axisNote(finite, options.logY === true)}${isSmoothed ? `, smoothed ${smoothing}` : ""}`,
    plot: {
      x: { domain: stepDomain(points, options.xMax) },
      y: {
        type: logY ? "log" : "linear",
        nice: !logY,
        ...(drawn.length === 0 && { domain: [1, 10] }),
        ...(outside.some(({ mark }) => mark !== "↓") && { insetTop: 16 }),
        ...(outside.some(({ mark }) => mark === "↓") && { insetBottom: 16 }),
      },
      marks: [
        axisLeft({
          ink,
          ticks: logY ? logTicks(extentOf(drawn.map(({ value }) => value))) : 5,
        }),
        axisBelow(xLabel, { ink, ticks: 6 }),
        curves.map((curve) =>
          curve.smoothed === undefined
            ? []
            : line(curve, curve.points, {
                strokeOpacity: 0.22,
                strokeWidth: 1,
                strokeDasharray: "",
              }),
        ),
        curves.map((curve) => line(curve, curve.smoothed ?? curve.points, { strokeWidth: 2 })),
        Plot.dot(dotted, { x: "step", y: "value", fill: colour, r: 3.5 }),
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
                  ...(average === undefined ? [] : [`smoothed ${numberText(average)}`]),
                ].join("\n");
              },
            })
          : [],
      ],
    },
  });
};
