import * as Plot from "@observablehq/plot";
import { group } from "d3-array";
import { axisBelow, axisLeft, logTicks } from "../axes.ts";
import { type FigureOptions, figure } from "../figure.ts";
import { padded } from "../frame.ts";
import { marked, tip } from "../marks.ts";
import { numberText } from "../number-text.ts";
import type { Look } from "../palette.ts";
import { inkOf } from "../theme.ts";

/** Two values of a run. */
export interface ScatterPoint {
  readonly run: string;
  readonly label: string;
  readonly x: number;
  readonly y: number;
}

export interface MetricScatterOptions extends FigureOptions {
  readonly xLabel?: string;
  readonly yLabel?: string;
  /** Use log axes; values ≤ 0 are left out and counted in the label. */
  readonly logX?: boolean;
  readonly logY?: boolean;
  readonly looks?: ReadonlyMap<string, Look>;
  /** Runs to highlight; the others are fainter. */
  readonly emphasised?: ReadonlySet<string>;
}

const logPadded = (values: readonly number[]): [number, number] => {
  const [low, high] = padded(values.map(Math.log10), 0.05);
  return [10 ** low, 10 ** high];
};

/** One point per run, with the colour and symbol of its look. */
export const metricScatter = (
  points: readonly ScatterPoint[],
  options: MetricScatterOptions = {},
): SVGElement => {
  const { xLabel = "x", yLabel = "y", looks, emphasised = new Set<string>() } = options;
  const theme = options.theme ?? "light";
  const ink = inkOf(theme);
  const logX = options.logX === true && points.some(({ x }) => x > 0);
  const logY = options.logY === true && points.some(({ y }) => y > 0);
  const shown = points.filter(
    ({ x, y }) => Number.isFinite(x) && Number.isFinite(y) && (!logX || x > 0) && (!logY || y > 0),
  );
  const domainOf = (values: readonly number[], isLog: boolean): [number, number] =>
    isLog && values.length > 0 ? logPadded(values) : padded(values, 0.05);
  const x = domainOf(
    shown.map((point) => point.x),
    logX,
  );
  const y = domainOf(
    shown.map((point) => point.y),
    logY,
  );
  const omitted = points.length - shown.length;
  const notes = [
    ...(logY ? ["log scale"] : []),
    ...(omitted === 0 ? [] : [`${omitted} of ${points.length} runs cannot be drawn`]),
  ];
  const colour = ({ run }: ScatterPoint): string => looks?.get(run)?.colour ?? ink.muted;
  const isFaint = ({ run }: ScatterPoint): boolean => emphasised.size > 0 && !emphasised.has(run);
  const dots = [...group(shown, ({ run }) => looks?.get(run)?.symbol ?? "circle")].flatMap(
    ([symbol, own]) =>
      [true, false].map((faint) => {
        const drawn = own.filter((point) => isFaint(point) === faint);
        return Plot.dot(drawn, {
          ...{ x: "x", y: "y", symbol, fill: colour, r: 4.5 },
          ...{ fillOpacity: faint ? 0.3 : 0.85, stroke: ink.surface, strokeWidth: 0.75 },
          ...marked(drawn),
        });
      }),
  );
  return figure({
    options,
    size: { width: 620, height: 400 },
    description: `${yLabel} against ${xLabel} for ${shown.length} runs`,
    yLabel: [yLabel, ...notes].join(", "),
    plot: {
      r: { type: "identity" },
      x: { domain: x, type: logX ? "log" : "linear" },
      y: { domain: y, type: logY ? "log" : "linear" },
      marks: [
        axisLeft({ ink, ticks: logY ? logTicks(y) : 6 }),
        axisBelow(`${xLabel}${logX ? ", log scale" : ""}`, { ink, ticks: logX ? logTicks(x) : 7 }),
        dots,
        options.interactive
          ? tip(shown, {
              ink,
              at: { x: "x", y: "y" },
              title: (point) =>
                `${point.label}\n${xLabel} ${numberText(point.x)}\n${yLabel} ${numberText(point.y)}`,
            })
          : [],
      ],
    },
  });
};
