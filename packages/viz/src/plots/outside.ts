import * as Plot from "@observablehq/plot";
import { group } from "d3-array";
import { numberText } from "../number-text.ts";
import type { BetaAxis } from "./beta-axis.ts";
import type { BetaPoint } from "./beta-point.ts";

const rowHeight = 14;

/** A label for the values of a cell that are outside the frame. */
export interface Outside extends Pick<BetaPoint, "beta" | "direction" | "estimator"> {
  readonly above: boolean;
  /** Row of the label, counted from the edge of the frame. */
  readonly row: number;
  readonly text: string;
}

const isAbove = (value: number, top: number): boolean => value > top;

const textOf = (values: readonly number[], above: boolean): string => {
  const short = (value: number) => numberText(Number(value.toPrecision(3)));
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const farthest = values.some(Number.isNaN) ? Number.NaN : above ? high : low;
  const mark = Number.isNaN(farthest) ? "×" : above ? "↑" : "↓";
  return `${mark} ${short(farthest)}${values.length > 1 ? ` (${values.length} runs)` : ""}`;
};

/** Labels for the points outside [low, high]: one per cell, stacked at the same beta. */
export const outsideLabels = (
  points: readonly BetaPoint[],
  [low, high]: readonly [low: number, high: number],
): Outside[] => {
  const out = points.filter(({ value }) => !(value >= low && value <= high));
  const cells = group(out, ({ beta, direction, estimator, value }) =>
    JSON.stringify([estimator, beta, isAbove(value, high), direction]),
  );
  const rows = new Map<string, number>();
  return [...cells.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const { beta, direction, estimator } = first;
    const above = isAbove(first.value, high);
    const stack = JSON.stringify([estimator, beta, above]);
    const row = rows.get(stack) ?? 0;
    rows.set(stack, row + 1);
    const text = textOf(
      own.map(({ value }) => value),
      above,
    );
    return [{ beta, direction, estimator, above, row, text }];
  });
};

/** Pixels that the labels need at the top and bottom of the frame. */
export const outsideInsets = (labels: readonly Outside[]) => {
  const rows = (above: boolean): number =>
    Math.max(0, ...labels.filter((label) => label.above === above).map(({ row }) => row + 1));
  const inset = (count: number): number => (count === 0 ? 0 : count * rowHeight + 4);
  return { insetTop: inset(rows(true)), insetBottom: inset(rows(false)) };
};

interface LabelOptions {
  readonly axis: BetaAxis;
  readonly width: number;
  readonly fill: (label: Outside) => string;
  readonly halo: string;
  readonly facet: object;
}

/** Draws the labels inside the frame, aligned so that no edge cuts them off. */
export const outsideMarks = (
  labels: readonly Outside[],
  { axis, width, fill, halo, facet }: LabelOptions,
): Plot.Markish[] => {
  const anchorOf = ({ beta, text }: Outside): "start" | "middle" | "end" => {
    const [x, half] = [axis.pixel(beta), text.length * 3.4];
    return x < half ? "start" : x > width - half ? "end" : "middle";
  };
  const alike = group(labels, (label) => JSON.stringify([label.above, label.row, anchorOf(label)]));
  return [...alike.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const textAnchor = anchorOf(first);
    const away = { start: -axis.pixel(first.beta), middle: 0, end: width - axis.pixel(first.beta) };
    return [
      Plot.text(own, {
        x: ({ beta }: Outside) => axis.place(beta),
        frameAnchor: first.above ? "top" : "bottom",
        text: "text",
        textAnchor,
        dx: Math.max(-6, Math.min(6, away[textAnchor])),
        dy: (first.above ? 1 : -1) * (3 + rowHeight * first.row),
        fill,
        stroke: halo,
        strokeWidth: 3,
        fontSize: 11,
        fontWeight: 600,
        ...facet,
      }),
    ];
  });
};
