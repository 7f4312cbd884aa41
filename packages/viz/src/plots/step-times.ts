import * as Plot from "@observablehq/plot";
import { axisBelow, logTicks } from "../axes.ts";
import { type FigureOptions, figure } from "../figure.ts";
import { numberText } from "../number-text.ts";
import { directionLook } from "../palette.ts";
import { inkOf } from "../theme.ts";

/** Milliseconds per training step: median, 10th and 90th percentile. */
export interface StepTime {
  readonly model: string;
  readonly name: string;
  readonly isOurs: boolean;
  readonly median: number;
  readonly p10: number;
  readonly p90: number;
}

/** One line per candidate and model, the fastest first, on a logarithmic axis. */
export const stepTimes = (times: readonly StepTime[], options: FigureOptions = {}): SVGElement => {
  const theme = options.theme ?? "light";
  const ink = inkOf(theme);
  const shown = times.filter(({ median, p10, p90 }) => p10 > 0 && Number.isFinite(median + p90));
  const models = [...new Set(shown.map(({ model }) => model))];
  const lines = models.flatMap((model) => [
    { model, time: undefined },
    ...shown
      .filter((time) => time.model === model)
      .toSorted((a, b) => a.median - b.median)
      .map((time) => ({ model, time })),
  ]);
  const placed = lines.map((line, y) => ({ ...line, y }));
  const rows = placed.flatMap(({ time, y }) => (time === undefined ? [] : { ...time, y }));
  const headings = placed.filter(({ time }) => time === undefined);
  const colour = ({ isOurs }: StepTime): string =>
    isOurs ? directionLook("reverse-kl", theme).colour : ink.muted;
  const ends = shown.flatMap(({ p10, p90 }) => [p10, p90]);
  const domain: [number, number] =
    ends.length > 0 ? [Math.min(...ends) / 1.3, Math.max(...ends) * 1.3] : [1, 10];
  const beside = { frameAnchor: "left", dx: -8, textAnchor: "end", fill: ink.text } as const;
  return figure({
    options,
    size: { width: 720, height: 70 + 19 * lines.length },
    description: `Milliseconds per training step of ${models.length} models`,
    yLabel: "",
    plot: {
      marginLeft: 190,
      marginRight: 48,
      marginTop: 8,
      x: { type: "log", domain },
      y: { domain: [-0.7, lines.length - 0.3], reverse: true, axis: null },
      marks: [
        Plot.gridX(logTicks(domain), { stroke: ink.grid, strokeOpacity: 1 }),
        axisBelow("milliseconds per step, log scale", { ink, ticks: logTicks(domain) }),
        Plot.text(headings, { ...beside, y: "y", text: "model", fontWeight: 600 }),
        Plot.text(rows, { ...beside, y: "y", text: "name" }),
        Plot.ruleY(rows, { y: "y", x1: "p10", x2: "p90", stroke: colour, strokeWidth: 2 }),
        Plot.dot(rows, { x: "median", y: "y", fill: colour, r: 4.5 }),
        Plot.text(rows, {
          x: "p90",
          y: "y",
          text: ({ median }: StepTime) => numberText(Number(median.toPrecision(3))),
          dx: 8,
          textAnchor: "start",
          fill: colour,
        }),
      ],
    },
  });
};
