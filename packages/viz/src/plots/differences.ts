import * as Plot from "@observablehq/plot";
import { axisBelow } from "../axes.ts";
import { type FigureOptions, figure } from "../figure.ts";
import { padded } from "../frame.ts";
import { marked, tip } from "../marks.ts";
import { numberText } from "../number-text.ts";
import { inkOf } from "../theme.ts";

/** Mean difference of paired runs. */
export interface Difference {
  /** Ids of the runs, separated by spaces. */
  readonly run: string;
  readonly label: string;
  readonly mean: number;
  /** Number of pairs. */
  readonly n: number;
  /** Ends of the 95 % interval; absent if there are too few pairs. */
  readonly interval?: readonly [low: number, high: number];
  /** Whether it summarises the others: drawn last and larger. */
  readonly isTotal?: boolean;
}

export interface DifferencesOptions extends FigureOptions {
  readonly xLabel?: string;
  readonly colour?: string;
}

const rowHeight = 24;

/** The height of the figure for this many differences. */
export const differencesHeight = (count: number): number => 74 + rowHeight * Math.max(1, count);

/**
 * Differences with their intervals, one per line, and a line at 0. A filled point has an interval
 * without 0; a hollow one does not, or has no interval.
 */
export const differences = (
  rows: readonly Difference[],
  options: DifferencesOptions = {},
): SVGElement => {
  const { xLabel = "difference" } = options;
  const theme = options.theme ?? "light";
  const ink = inkOf(theme);
  const colour = options.colour ?? ink.text;
  const shown = rows.filter(({ mean }) => Number.isFinite(mean));
  const placed = shown.map((row, y) => ({ ...row, y }));
  const differs = ({ interval }: Difference): boolean =>
    interval !== undefined && (interval[0] > 0 || interval[1] < 0);
  const x = padded(
    [0, ...shown.flatMap(({ mean, interval }) => [mean, ...(interval ?? [])])],
    0.06,
  );
  const width = options.width ?? 640;
  const longest = Math.max(0, ...shown.map(({ label }) => label.length));
  const marginLeft = Math.min(0.5 * width, 24 + longest * 6.6);
  const size = ({ isTotal }: Difference): number => (isTotal ? 6 : 4.5);
  return figure({
    options,
    size: { width, height: differencesHeight(shown.length) },
    description: `${xLabel}: ${shown.length} mean differences of paired runs`,
    yLabel: "",
    plot: {
      marginLeft,
      marginTop: 8,
      r: { type: "identity" },
      x: { domain: x },
      y: { domain: [-0.6, Math.max(0.6, shown.length - 0.4)], reverse: true, axis: null },
      marks: [
        Plot.gridX({ ticks: 6, stroke: ink.grid, strokeOpacity: 1 }),
        axisBelow(xLabel, { ink, ticks: 6 }),
        Plot.ruleX([0], { stroke: ink.muted }),
        Plot.text(placed, {
          y: "y",
          text: "label",
          frameAnchor: "left",
          dx: -10,
          textAnchor: "end",
          fill: ink.text,
          fontWeight: 400,
        }),
        Plot.ruleY(
          placed.filter(({ interval }) => interval !== undefined),
          {
            y: "y",
            x1: ({ interval, mean }: Difference) => interval?.[0] ?? mean,
            x2: ({ interval, mean }: Difference) => interval?.[1] ?? mean,
            stroke: colour,
            strokeWidth: 2,
          },
        ),
        [true, false].map((filled) => {
          const own = placed.filter((row) => differs(row) === filled);
          return Plot.dot(own, {
            ...{ x: "mean", y: "y", r: size, stroke: colour, strokeWidth: 1.75 },
            fill: filled ? colour : ink.surface,
            ...marked(own),
          });
        }),
        options.interactive
          ? tip(placed, {
              ink,
              at: { x: "mean", y: "y" },
              title: ({ label, mean, n, interval }) =>
                `${label}\n${numberText(mean)}${interval === undefined ? "" : `, 95 % interval ${numberText(interval[0])} to ${numberText(interval[1])}`}\nn = ${n}`,
            })
          : [],
      ],
    },
  });
};
