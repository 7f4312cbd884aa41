import * as Plot from "@observablehq/plot";
import { median, quantile } from "@vae-lab/statistics";
import { group } from "d3-array";
import { axisBelow } from "../axes.ts";
import { type FigureOptions, figure } from "../figure.ts";
import { svgElement } from "../legend.ts";
import { numberText } from "../number-text.ts";
import { classColour } from "../palette.ts";
import { inkOf } from "../theme.ts";
import { type ClassLabel, classLabels } from "./class-labels.ts";

/** The code of one sample, in two dimensions, and the sample's class if it has one. */
export interface CodePoint {
  readonly x: number;
  readonly y: number;
  readonly label?: number | undefined;
}

export interface LatentScatterOptions extends FigureOptions {
  readonly xLabel?: string;
  readonly yLabel?: string;
  /** Circles at one and two standard deviations of the prior N(0, I). */
  readonly prior?: boolean;
  /** The name of each class. Default: its number. */
  readonly classes?: readonly string[] | undefined;
}

/** A square frame with the same scale on both axes: all points, or 99.5 % if a few are far away. */
const frameOf = (points: readonly CodePoint[], prior: boolean) => {
  const [cx, cy] =
    prior || points.length === 0
      ? [0, 0]
      : [median(points.map((p) => p.x)), median(points.map((p) => p.y))];
  const far = points.map((p) => Math.max(Math.abs(p.x - cx), Math.abs(p.y - cy)));
  const most = far.length === 0 ? 0 : quantile(far, 0.995);
  const all = far.reduce((largest, distance) => Math.max(largest, distance), 0);
  const half = Math.max((all <= 1.5 * most ? all : most) * 1.06, prior ? 2.2 : 1e-6);
  return { x: [cx - half, cx + half], y: [cy - half, cy + half], half, cx, cy };
};

// One path per class with a round cap for each point: ten elements for any number of points.
const specks =
  (points: readonly CodePoint[], stroke: string, width: number): Plot.RenderFunction =>
  (_index, scales, _values, _dimensions, context) => {
    const { x, y } = scales;
    const d = points.map(
      (p) => `M${Number(x?.(p.x)).toFixed(1)},${Number(y?.(p.y)).toFixed(1)}h.01`,
    );
    return svgElement(context.document, "path", {
      d: d.join(""),
      fill: "none",
      stroke,
      "stroke-width": width,
      "stroke-linecap": "round",
      "stroke-opacity": 0.6,
    });
  };

const circle = (radius: number, { cx, cy }: { cx: number; cy: number }) =>
  Array.from({ length: 73 }, (_, index) => {
    const angle = (index / 72) * 2 * Math.PI;
    return [cx + radius * Math.cos(angle), cy + radius * Math.sin(angle)];
  });

/** Codes in the plane, coloured by class, with a label at the median of each class. */
export const latentScatter = (
  points: readonly CodePoint[],
  options: LatentScatterOptions = {},
): SVGElement => {
  const { xLabel = "z1", yLabel = "z2", prior = false } = options;
  const theme = options.theme ?? "light";
  const ink = inkOf(theme);
  const finite = points.filter((p) => Number.isFinite(p.x) && Number.isFinite(p.y));
  const frame = frameOf(finite, prior);
  const inside = finite.filter(
    (p) => Math.max(Math.abs(p.x - frame.cx), Math.abs(p.y - frame.cy)) <= frame.half,
  );
  const nameOf = (label: number) => options.classes?.[label] ?? String(label);
  const groups = [...group(inside, (p) => p.label ?? -1).entries()].sort(([a], [b]) => a - b);
  const classes = groups.filter(([label]) => label >= 0);
  const size = { width: options.width ?? 420, height: options.height ?? 440 };
  const perUnit = (size.width - 64) / (2 * frame.half);
  const speck = finite.length > 4000 ? 2.2 : finite.length > 1000 ? 3 : 4;
  const labels = classLabels(
    classes.map(([label, own]) => ({
      label,
      name: nameOf(label),
      x: median(own.map((p) => p.x)),
      y: median(own.map((p) => p.y)),
    })),
    { perUnit, clearance: { x: 12, y: 14 } },
  );
  const outside = finite.length - inside.length;
  return figure({
    options,
    size,
    description: `codes of ${finite.length} samples in the plane of ${xLabel} and ${yLabel}${classes.length > 0 ? ", coloured by class" : ""}`,
    legend: classes.map(([label]) => ({
      colour: classColour(label, theme),
      symbol: "circle",
      dash: "",
      text: nameOf(label),
    })),
    yLabel,
    plot: {
      marginTop: 26,
      marginLeft: 44,
      x: { domain: frame.x },
      y: { domain: frame.y },
      marks: [
        Plot.frame({ stroke: ink.grid }),
        axisBelow(xLabel, { ink, ticks: 5 }),
        Plot.axisY({
          label: null,
          ticks: 5,
          tickSize: 4,
          color: ink.muted,
          tickFormat: numberText,
        }),
        groups.map(([label, own]) => specks(own, classColour(Math.max(0, label), theme), speck)),
        prior
          ? [1, 2].map((radius) =>
              Plot.line(circle(radius, frame), { stroke: ink.muted, strokeDasharray: "3 3" }),
            )
          : [],
        Plot.text(outside === 0 ? [] : [outside], {
          text: (count: number) => `${count} of ${finite.length} codes outside`,
          frameAnchor: "bottom-right",
          dx: -4,
          dy: -4,
          fill: ink.muted,
          stroke: ink.surface,
          strokeWidth: 4,
          fontSize: 11,
        }),
        [false, true].map((isShared) =>
          Plot.text(
            labels.filter((label) => label.isShared === isShared),
            {
              x: "x",
              y: "y",
              text: "text",
              fill: (label: ClassLabel) => (isShared ? ink.text : classColour(label.label, theme)),
              stroke: ink.surface,
              strokeWidth: 4,
              dy: isShared ? -14 : 0,
              fontSize: isShared ? 12 : 15,
              fontWeight: isShared ? 600 : 700,
            },
          ),
        ),
      ],
    },
  });
};
