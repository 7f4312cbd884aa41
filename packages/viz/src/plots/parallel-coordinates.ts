import * as Plot from "@observablehq/plot";
import { logTicks } from "../axes.ts";
import { type FigureOptions, figure } from "../figure.ts";
import { runAttribute } from "../marks.ts";
import { numberText } from "../number-text.ts";
import { inkOf } from "../theme.ts";
import { type AxisValue, type ParallelAxis, placeOn, valueAt } from "./parallel-axes.ts";

/** The values of a run, in the order of the axes. */
export interface ParallelRecord {
  readonly run: string;
  readonly colour: string;
  readonly values: readonly AxisValue[];
}

/** A chosen part of an axis, as places in [0, 1]. */
export interface AxisBrush {
  readonly key: string;
  readonly from: number;
  readonly to: number;
}

export interface ParallelCoordinatesOptions extends FigureOptions {
  readonly brushes?: readonly AxisBrush[];
}

/** Up to this many runs each have a line of their own; more share one per colour. */
const maxLines = 500;
/** Position of values that an axis cannot show, below it. */
const missing = -0.09;
const maxCategories = 12;

/** Runs whose values are in all brushes. */
export const brushedRecords = <T extends Pick<ParallelRecord, "values">>(
  records: readonly T[],
  axes: readonly ParallelAxis[],
  brushes: readonly AxisBrush[],
): readonly T[] => {
  const checks = brushes.flatMap(({ key, from, to }) => {
    const index = axes.findIndex((axis) => axis.key === key);
    const axis = axes[index];
    return axis === undefined ? [] : [{ index, axis, from, to }];
  });
  if (checks.length === 0) return records;
  return records.filter(({ values }) =>
    checks.every(({ index, axis, from, to }) => {
      const place = placeOn(axis, values[index]);
      return place !== undefined && place >= from - 1e-9 && place <= to + 1e-9;
    }),
  );
};

interface Vertex {
  readonly axis: number;
  readonly place: number;
  readonly run: string;
  readonly colour: string;
}

const ticksOf = (axis: ParallelAxis): { readonly place: number; readonly text: string }[] => {
  if (axis.kind === "category") {
    const stride = Math.ceil(axis.categories.length / maxCategories);
    return axis.categories.flatMap((text, index) =>
      index % stride === 0 ? [{ text, place: placeOn(axis, text) ?? 0 }] : [],
    );
  }
  const [low, high] = axis.domain;
  const inner =
    axis.kind === "log" ? logTicks(axis.domain) : [0.25, 0.5, 0.75].map((at) => valueAt(axis, at));
  const all = [low, ...inner, high].map((value) => ({
    text: numberText(Number(value.toPrecision(3))),
    place: placeOn(axis, value) ?? 0,
  }));
  return all.filter(
    ({ place }, index) =>
      index === 0 ||
      index === all.length - 1 ||
      (place > 0.06 && place < 0.94 && place - (all[index - 1]?.place ?? 0) > 0.05),
  );
};

/**
 * One vertical axis per param or metric, and one line per run. Runs outside the brushes are faint. A
 * missing value or NaN is below its axis.
 */
export const parallelCoordinates = (
  records: readonly ParallelRecord[],
  axes: readonly ParallelAxis[],
  options: ParallelCoordinatesOptions = {},
): SVGElement => {
  const { brushes = [] } = options;
  const ink = inkOf(options.theme ?? "light");
  const chosen = new Set(brushedRecords(records, axes, brushes));
  const isMerged = records.length > maxLines;
  const vertices = (own: readonly ParallelRecord[]): Vertex[] =>
    own.flatMap(({ run, colour, values }) => [
      ...axes.map((axis, index) => ({
        ...{ axis: index, run, colour },
        place: placeOn(axis, values[index]) ?? missing,
      })),
      // A gap between runs that share a line.
      ...(isMerged ? [{ axis: axes.length - 1, place: Number.NaN, run, colour }] : []),
    ]);
  const lines = (own: readonly Vertex[], style: Plot.LineOptions) =>
    own.length === 0
      ? []
      : Plot.line(own, {
          x: "axis",
          y: "place",
          z: isMerged ? "colour" : "run",
          stroke: "colour",
          strokeWidth: 1.25,
          ...style,
          render: (index, scales, values, dimensions, context, next) => {
            const group = next?.(index, scales, values, dimensions, context) ?? null;
            if (!isMerged)
              for (const path of group?.children ?? []) {
                const { __data__: bound } = path as Element & { __data__?: readonly number[] };
                path.setAttribute(runAttribute, own[bound?.[0] ?? -1]?.run ?? "");
              }
            return group;
          },
        });
  const outside = brushes.length === 0 ? [] : vertices(records.filter((one) => !chosen.has(one)));
  const inside = vertices(records.filter((one) => chosen.has(one)));
  const shareOfLines = Math.max(0.12, Math.min(0.85, 40 / Math.sqrt(chosen.size + 1) / 4));
  const ticks = axes.flatMap((axis, index) =>
    ticksOf(axis).map((tick) => ({ ...tick, axis: index })),
  );
  const hasMissing = [...inside, ...outside].some(({ place }) => place === missing);
  const bars = brushes.flatMap(({ key, from, to }) => {
    const axis = axes.findIndex((one) => one.key === key);
    return axis < 0 ? [] : [{ axis, from, to }];
  });
  return figure({
    options,
    size: { width: 900, height: 380 },
    description: `${records.length} runs on ${axes.length} axes: ${axes.map(({ label }) => label).join(", ")}; ${chosen.size} in the chosen ranges`,
    yLabel: "",
    plot: {
      marginLeft: 56,
      marginRight: 90,
      marginTop: 34,
      marginBottom: 14,
      x: { type: "linear", domain: [0, Math.max(1, axes.length - 1)], axis: null },
      y: { domain: [hasMissing ? missing - 0.02 : 0, 1], axis: null },
      color: { type: "identity" },
      marks: [
        lines(outside, { strokeOpacity: 0.1, stroke: () => ink.muted }),
        lines(inside, { strokeOpacity: shareOfLines }),
        Plot.ruleX(
          axes.map((_, index) => index),
          { y1: 0, y2: 1, stroke: ink.muted },
        ),
        Plot.rect(bars, {
          x1: ({ axis }: (typeof bars)[number]) => axis,
          x2: ({ axis }: (typeof bars)[number]) => axis,
          y1: "from",
          y2: "to",
          insetLeft: -6,
          insetRight: -6,
          fill: ink.text,
          fillOpacity: 0.2,
          stroke: ink.text,
        }),
        Plot.text(ticks, {
          x: "axis",
          y: "place",
          text: "text",
          textAnchor: "start",
          dx: 6,
          fill: ink.text,
          stroke: ink.surface,
          strokeWidth: 4,
          fontSize: 11,
        }),
        Plot.text(axes, {
          x: (_: ParallelAxis, index: number) => index,
          y: 1,
          text: "label",
          dy: -14,
          fill: ink.text,
          fontWeight: 600,
          fontSize: 11,
        }),
        hasMissing
          ? Plot.text(["missing"], { x: 0, y: missing, dx: -8, textAnchor: "end", fill: ink.muted })
          : [],
      ],
    },
  });
};
