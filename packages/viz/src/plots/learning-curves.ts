import * as Plot from "@observablehq/plot";
import { axisBelow, axisLeft, logTicks } from "../axes.ts";
import { type FigureOptions, figure } from "../figure.ts";
import { groupBy } from "../group-by.ts";
import { numberText } from "../number-text.ts";
import { type Look, runLooks } from "../palette.ts";
import { smooth } from "../smooth.ts";
import { inkOf } from "../theme.ts";

/** One value of a metric of one run. `value` may be NaN or infinite. */
export interface CurvePoint {
  readonly run: string;
  readonly label: string;
  readonly step: number;
  readonly value: number;
}

export interface LearningCurvesOptions extends FigureOptions {
  /** Weight of the past in a debiased moving average, in [0, 1). The raw curve stays, faint. */
  readonly smoothing?: number;
  readonly logY?: boolean;
  readonly xLabel?: string;
  readonly yLabel?: string;
  /** Colours of the runs; else by order of appearance. */
  readonly looks?: ReadonlyMap<string, Look>;
}

interface Curve {
  readonly run: string;
  readonly label: string;
  readonly points: readonly CurvePoint[];
  /** Step of the first value that cannot be drawn because it is NaN or infinite. */
  readonly broke?: number;
}

const curvesOf = (points: readonly CurvePoint[], logY: boolean): Curve[] =>
  [...groupBy(points, (point) => point.run).entries()].map(([run, own]) => {
    const sorted = own.toSorted((a, b) => a.step - b.step);
    const broke = sorted.find((point) => !Number.isFinite(point.value))?.step;
    return {
      run,
      label: own[0]?.label ?? run,
      points: sorted.filter(({ value }) => Number.isFinite(value) && (!logY || value > 0)),
      ...(broke !== undefined && { broke }),
    };
  });

const smoothed = (points: readonly CurvePoint[], weight: number): CurvePoint[] => {
  const values = smooth(
    points.map((point) => point.value),
    weight,
  );
  return points.map((point, index) => ({ ...point, value: values[index] ?? point.value }));
};

/** A metric against its step, one line per run; × marks where a run became NaN or infinite. */
export const learningCurves = (
  points: readonly CurvePoint[],
  options: LearningCurvesOptions = {},
): SVGElement => {
  const { smoothing = 0, logY = false, xLabel = "step", yLabel = "value" } = options;
  const theme = options.theme ?? "light";
  const ink = inkOf(theme);
  const curves = curvesOf(points, logY);
  const looks =
    options.looks ??
    runLooks(
      curves.map((curve) => curve.run),
      theme,
    );
  const colourOf = (run: string): string => looks.get(run)?.colour ?? ink.muted;
  const colour = (point: CurvePoint): string => colourOf(point.run);
  const shown = curves.map((curve) => ({ ...curve, points: smoothed(curve.points, smoothing) }));
  // A few points are measurements to be seen one by one, such as one for each epoch.
  const few = shown.filter((curve) => curve.points.length <= 12).flatMap((curve) => curve.points);
  return figure({
    options,
    size: { width: 560, height: 320 },
    description: `${yLabel} against ${xLabel} for ${curves.length} runs`,
    legend: curves.map(({ run, label }) => ({
      ...(looks.get(run) ?? { colour: ink.muted, symbol: "circle", dash: "" }),
      text: label,
      line: true,
    })),
    yLabel: logY ? `${yLabel}, log scale` : yLabel,
    plot: {
      x: points.length === 0 ? { domain: [0, 1] } : {},
      y: {
        type: logY ? "log" : "linear",
        nice: !logY,
        ...(curves.every((curve) => curve.points.length === 0) && { domain: [1, 10] }),
      },
      marks: [
        axisLeft({
          ink,
          ticks: logY ? logTicks(curves.flatMap((c) => c.points.map((p) => p.value))) : 5,
        }),
        axisBelow(xLabel, { ink, ticks: 6 }),
        smoothing > 0
          ? curves.map((curve) =>
              Plot.line(curve.points, {
                x: "step",
                y: "value",
                stroke: colourOf(curve.run),
                strokeOpacity: 0.22,
                strokeWidth: 1,
              }),
            )
          : [],
        shown.map((curve) =>
          Plot.line(curve.points, {
            x: "step",
            y: "value",
            stroke: colourOf(curve.run),
            strokeWidth: 2,
            strokeLinejoin: "round",
            strokeDasharray: looks.get(curve.run)?.dash ?? "",
          }),
        ),
        Plot.dot(few, { x: "step", y: "value", fill: colour, r: 3.5 }),
        Plot.dot(
          curves.filter((curve) => curve.broke !== undefined),
          {
            x: "broke",
            frameAnchor: "top",
            symbol: "times",
            r: 5,
            strokeWidth: 2.5,
            stroke: (curve: Curve) => colourOf(curve.run),
          },
        ),
        options.interactive
          ? Plot.tip(
              shown.flatMap((curve) => curve.points),
              Plot.pointer({
                x: "step",
                y: "value",
                title: (point: CurvePoint) =>
                  `${point.label}\n${xLabel} ${point.step}\n${yLabel} ${numberText(point.value)}`,
                fill: ink.surface,
                stroke: ink.muted,
              }),
            )
          : [],
      ],
    },
  });
};
