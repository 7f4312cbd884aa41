import * as Plot from "@observablehq/plot";
import { axisLeft } from "../axes.ts";
import { type FigureOptions, figure } from "../figure.ts";
import { padded } from "../frame.ts";
import { tip } from "../marks.ts";
import { numberText } from "../number-text.ts";
import { inkOf } from "../theme.ts";

/** A bar of a waterfall: a level that stands on 0, or a change from the level before it. */
export interface WaterfallStep {
  readonly label: string;
  readonly kind: "level" | "change";
  /** Of a change what is added, negative where something is lost. */
  readonly value: number;
  /** Half the width of its interval. */
  readonly error?: number;
}

export interface WaterfallOptions extends FigureOptions {
  readonly yLabel?: string;
  /** Colour of levels. */
  readonly colour?: string;
  /** Values that the axis covers, for figures that share one. */
  readonly covers?: readonly number[];
}

interface Bar extends WaterfallStep {
  readonly from: number;
  readonly to: number;
}

/** Where the bar of each step begins and ends. */
const barsOf = (steps: readonly WaterfallStep[]): Bar[] => {
  let level = 0;
  return steps.map((step) => {
    const from = step.kind === "level" ? 0 : level;
    level = from + step.value;
    return { ...step, from, to: level };
  });
};

/** Pixels that the longest label needs. */
const labelWidth = 68;

/**
 * How a quantity goes from one level to the next: levels stand on 0, changes hang between them. Whiskers
 * are intervals.
 */
export const waterfall = (
  steps: readonly WaterfallStep[],
  options: WaterfallOptions = {},
): SVGElement => {
  const { yLabel = "value", covers = [] } = options;
  const ink = inkOf(options.theme ?? "light");
  const colour = options.colour ?? ink.muted;
  const bars = barsOf(steps.filter(({ value }) => Number.isFinite(value)));
  const measured = bars.filter(({ error }) => error !== undefined && Number.isFinite(error));
  const end = (sign: 1 | -1) => (bar: Bar) => bar.to + sign * (bar.error ?? 0);
  const y = padded(
    [
      0,
      ...covers,
      ...bars.map(({ to }) => to),
      ...measured.flatMap((bar) => [end(1)(bar), end(-1)(bar)]),
    ],
    0.06,
  );
  const ground = { x: "label", y1: "from", y2: "to" };
  const width = options.width ?? 420;
  const isNarrow = (width - 76) / Math.max(1, bars.length) < labelWidth;
  /** To about a hundredth of the axis. */
  const step = 10 ** Math.floor(Math.log10((y[1] - y[0]) / 50));
  const rounded = (value: number): string =>
    numberText(Number((Math.round(value / step) * step).toPrecision(6)));
  const text = ({ kind, value }: Bar): string =>
    `${kind === "change" && Math.round(value / step) > 0 ? "+" : ""}${rounded(value)}`;
  return figure({
    options,
    size: { width, height: 280 },
    description: `${yLabel}: ${bars.map((bar) => `${bar.label} ${text(bar)}`).join(", ")}`,
    yLabel,
    plot: {
      marginBottom: isNarrow ? 70 : 34,
      x: { type: "band", domain: bars.map(({ label }) => label), padding: 0.25 },
      y: { domain: y },
      marks: [
        axisLeft({ ink, ticks: 5 }),
        Plot.axisX({
          ...{ label: null, tickSize: 0, color: ink.muted, fontSize: 11 },
          ...(isNarrow && { tickRotate: -38 }),
        }),
        Plot.ruleY([0], { stroke: ink.muted }),
        Plot.barY(
          bars.filter(({ kind }) => kind === "level"),
          { ...ground, fill: colour },
        ),
        Plot.barY(
          bars.filter(({ kind }) => kind === "change"),
          { ...ground, fill: colour, fillOpacity: 0.35, stroke: colour, strokeDasharray: "3 2" },
        ),
        Plot.ruleX(measured, {
          ...{ x: "label", y1: end(-1), y2: end(1), stroke: ink.text, strokeWidth: 1.5 },
        }),
        Plot.text(bars, {
          ...{ x: "label", y: (bar: Bar) => Math.max(bar.from, bar.to, end(1)(bar)), text },
          ...{ dy: -7, fontSize: 11, fill: ink.text, stroke: ink.surface, strokeWidth: 3 },
        }),
        options.interactive
          ? tip(bars, {
              ink,
              axis: "x",
              at: { x: "label", y: "to" },
              title: (bar) =>
                `${bar.label}\n${text(bar)}${bar.error === undefined ? "" : ` ± ${rounded(bar.error)}`}`,
            })
          : [],
      ],
    },
  });
};
