import * as Plot from "@observablehq/plot";
import { axisBelow } from "../axes.ts";
import { type FigureOptions, figure } from "../figure.ts";
import { padded } from "../frame.ts";
import { numberText } from "../number-text.ts";
import { directionLook } from "../palette.ts";
import { inkOf } from "../theme.ts";

/** An estimate with its interval. */
export interface IntervalRow {
  readonly label: string;
  readonly value: number;
  readonly low?: number;
  readonly high?: number;
  /** The bounds that decide: where one of them is left out, the other is the only bound. */
  readonly from?: number;
  readonly to?: number;
}

export interface IntervalsOptions extends FigureOptions {
  readonly xLabel?: string;
}

/** One line per estimate: its interval and, as a band, the values for which its claim holds. */
export const intervalsFigure = (
  rows: readonly IntervalRow[],
  options: IntervalsOptions = {},
): SVGElement => {
  const theme = options.theme ?? "light";
  const ink = inkOf(theme);
  const shown = rows
    .filter(({ value }) => Number.isFinite(value))
    .map((row, y) => ({ low: row.value, high: row.value, ...row, y }));
  const bounds = shown.flatMap(({ from, to }) => [from ?? [], to ?? []].flat());
  const domain = padded([...shown.flatMap(({ low, high }) => [low, high]), ...bounds], 0.06);
  const longest = Math.max(0, ...shown.map(({ label }) => label.length));
  const bands = shown
    .filter(({ from, to }) => from !== undefined || to !== undefined)
    .map(({ y, from = domain[0], to = domain[1] }) => ({ y, from, to }));
  const colour = directionLook("reverse-kl", theme).colour;
  return figure({
    options,
    size: { width: 720, height: 80 + 24 * shown.length },
    description: `${shown.length} estimates with their intervals`,
    yLabel: "",
    plot: {
      marginLeft: Math.min(430, 24 + 6.2 * longest),
      marginRight: 60,
      marginTop: 8,
      x: { domain },
      y: { domain: [-0.7, shown.length - 0.3], reverse: true, axis: null },
      marks: [
        Plot.gridX({ ticks: 7, stroke: ink.grid, strokeOpacity: 1 }),
        Plot.rect(bands, {
          ...{ x1: "from", x2: "to", fill: colour, fillOpacity: 0.1 },
          y1: ({ y }: { y: number }) => y - 0.4,
          y2: ({ y }: { y: number }) => y + 0.4,
        }),
        axisBelow(options.xLabel ?? "", { ink, ticks: 7 }),
        Plot.text(shown, {
          ...{ frameAnchor: "left", dx: -8, textAnchor: "end", fill: ink.text },
          ...{ y: "y", text: "label" },
        }),
        Plot.ruleY(shown, { y: "y", x1: "low", x2: "high", stroke: colour, strokeWidth: 2 }),
        Plot.dot(shown, { x: "value", y: "y", fill: colour, r: 4 }),
        Plot.text(shown, {
          ...{ x: "high", y: "y", dx: 8, textAnchor: "start", fill: colour },
          text: ({ value }: IntervalRow) => numberText(Number(value.toPrecision(3))),
        }),
      ],
    },
  });
};
