import * as Plot from "@observablehq/plot";
import { axisBelow } from "../axes.ts";
import { type FigureOptions, figure } from "../figure.ts";
import { tip } from "../marks.ts";
import { numberText } from "../number-text.ts";
import { inkOf } from "../theme.ts";

/** The share of something that a cause explains. */
export interface Share {
  readonly label: string;
  /** At most 1; an estimate corrected for chance may be below 0. */
  readonly share: number;
  /** Ends of the 95 % interval. */
  readonly interval: readonly [low: number, high: number];
  /** A share below this may be due to chance. */
  readonly chance: number;
}

export interface SharesOptions extends FigureOptions {
  readonly xLabel?: string;
}

const rowHeight = 26;

/** The height of the figure for this many shares. */
export const sharesHeight = (count: number): number => 62 + rowHeight * Math.max(1, count);

/**
 * Shares with their intervals, one per line. A tick marks the level of chance: a filled point is beyond
 * it, a hollow one is not.
 */
export const shares = (rows: readonly Share[], options: SharesOptions = {}): SVGElement => {
  const { xLabel = "share" } = options;
  const ink = inkOf(options.theme ?? "light");
  const width = options.width ?? 640;
  const shown = rows.filter(({ share }) => Number.isFinite(share));
  const placed = shown.map((row, y) => ({ ...row, y }));
  const low = Math.min(0, ...shown.flatMap(({ share, interval }) => [share, interval[0]]));
  const longest = Math.max(0, ...shown.map(({ label }) => label.length));
  return figure({
    options,
    size: { width, height: sharesHeight(shown.length) },
    description: `${xLabel}: ${shown.length} shares`,
    yLabel: "",
    plot: {
      marginLeft: Math.min(0.5 * width, 24 + longest * 6.6),
      marginTop: 8,
      x: { domain: [low, 1] },
      y: { domain: [-0.6, Math.max(0.6, shown.length - 0.4)], reverse: true, axis: null },
      marks: [
        Plot.gridX({ ticks: 6, stroke: ink.grid, strokeOpacity: 1 }),
        axisBelow(xLabel, { ink, ticks: 6 }),
        Plot.ruleX([0], { stroke: ink.muted }),
        Plot.text(placed, {
          ...{ y: "y", text: "label", frameAnchor: "left", dx: -10, textAnchor: "end" },
          fill: ink.text,
          fontWeight: 400,
        }),
        Plot.ruleX(placed, {
          ...{ x: "chance", y1: ({ y }) => y - 0.32, y2: ({ y }) => y + 0.32 },
          ...{ stroke: ink.muted, strokeWidth: 1.5, strokeDasharray: "3,2" },
        }),
        Plot.ruleY(placed, {
          ...{ y: "y", x1: ({ interval }) => interval[0], x2: ({ interval }) => interval[1] },
          ...{ stroke: ink.text, strokeWidth: 2 },
        }),
        [true, false].map((isBeyond) =>
          Plot.dot(
            placed.filter(({ share, chance }) => share > chance === isBeyond),
            {
              ...{ x: "share", y: "y", r: 4.5, stroke: ink.text, strokeWidth: 1.75 },
              fill: isBeyond ? ink.text : ink.surface,
            },
          ),
        ),
        options.interactive
          ? tip(placed, {
              ink,
              at: { x: "share", y: "y" },
              title: ({ label, share, interval, chance }) =>
                `${label}\n${numberText(share)}, 95 % interval ${numberText(interval[0])} to ${numberText(interval[1])}\nby chance below ${numberText(chance)}`,
            })
          : [],
      ],
    },
  });
};
