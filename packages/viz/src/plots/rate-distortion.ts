import * as Plot from "@observablehq/plot";
import { apart } from "../apart.ts";
import { axisBelow } from "../axes.ts";
import { type FigureOptions, figure } from "../figure.ts";
import { framed, padded } from "../frame.ts";
import { numberText } from "../number-text.ts";
import { directionLook, nameOf } from "../palette.ts";
import { inkOf } from "../theme.ts";
import { byDirection } from "./metric-against-beta.ts";

/** Where one run ended in the plane. `rate` and `distortion` (−E log p(x|z)) in nats per image. */
export interface RatePoint {
  readonly run: string;
  readonly label: string;
  readonly rate: number;
  readonly distortion: number;
  readonly direction: string;
  readonly beta: number;
  readonly estimator?: string;
}

export interface RateDistortionOptions extends FigureOptions {
  /** Runs to ring; the others stand back. */
  readonly emphasised?: ReadonlySet<string>;
}

interface Segment {
  readonly bound: number;
  readonly from: readonly [number, number];
  readonly to: readonly [number, number];
}

const niceStep = (span: number): number => {
  const power = 10 ** (Math.floor(Math.log10(span)) - 1);
  return [1, 2, 5, 10].map((digit) => digit * power).find((step) => span / step <= 8) ?? power * 20;
};

/** Lines of equal ELBO = −(rate + distortion), cut to the frame. */
const equalBounds = ([x0, x1]: [number, number], [y0, y1]: [number, number]): Segment[] => {
  const step = niceStep(x1 + y1 - x0 - y0);
  const first = Math.ceil((x0 + y0) / step);
  const last = Math.floor((x1 + y1) / step);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => {
    const sum = (first + index) * step;
    const left = Math.max(x0, sum - y1);
    const right = Math.min(x1, sum - y0);
    return { bound: -sum, from: [left, sum - left], to: [right, sum - right] } as const;
  });
};

const whereabouts = (p: RatePoint): string =>
  `${nameOf(p.direction)}, β ${numberText(p.beta)}: rate ${numberText(p.rate)}, distortion ${numberText(p.distortion)} →`;

/** Distortion against rate: beta slides a run along its direction's curve; diagonals are equal ELBO. */
export const rateDistortion = (
  points: readonly RatePoint[],
  options: RateDistortionOptions = {},
): SVGElement => {
  const { emphasised = new Set<string>() } = options;
  const theme = options.theme ?? "light";
  const ink = inkOf(theme);
  const finite = points.filter((p) => Number.isFinite(p.rate) && Number.isFinite(p.distortion));
  const inFrame = framed(finite);
  const x = padded(
    inFrame.map((p) => p.rate),
    0.07,
  );
  const y = padded(
    inFrame.map((p) => p.distortion),
    0.1,
  );
  const fits = (p: RatePoint): boolean =>
    p.rate >= x[0] && p.rate <= x[1] && p.distortion >= y[0] && p.distortion <= y[1];
  const shown = finite.filter(fits);
  const away = finite.filter((p) => !fits(p));
  const segments = finite.length === 0 ? [] : equalBounds(x, y);
  const directions = [...new Set(finite.map((p) => p.direction))].sort(byDirection);
  const estimators = [...new Set(finite.map((p) => p.estimator ?? ""))].filter(Boolean).sort();
  const hollow = (p: RatePoint): boolean => estimators.indexOf(p.estimator ?? "") > 0;
  const stands = (p: RatePoint): boolean => emphasised.size === 0 || emphasised.has(p.run);
  const colour = (p: RatePoint): string => directionLook(p.direction, theme).colour;
  const at = { x: "rate", y: "distortion" } as const;
  const size = { width: options.width ?? 620, height: options.height ?? 420 };
  const named = apart(
    shown.toSorted((a, b) => Number(stands(b)) - Number(stands(a))),
    (p) => [
      ((p.rate - x[0]) / (x[1] - x[0])) * size.width,
      ((p.distortion - y[0]) / (y[1] - y[0])) * size.height,
    ],
    { x: 50, y: 22 },
  );
  const dots = (direction: string) =>
    [false, true].map((isHollow) =>
      Plot.dot(
        shown.filter((p) => p.direction === direction && hollow(p) === isHollow),
        {
          ...at,
          symbol: directionLook(direction, theme).symbol,
          fill: isHollow ? ink.surface : colour,
          stroke: (p: RatePoint) =>
            stands(p) && emphasised.size > 0 ? ink.text : isHollow ? colour(p) : ink.surface,
          strokeWidth: isHollow ? 2 : 1.25,
          r: (p: RatePoint) => (stands(p) && emphasised.size > 0 ? 6.5 : 4.5),
          opacity: 1,
        },
      ),
    );
  return figure({
    options,
    size,
    description: `distortion against rate for ${finite.length} runs`,
    legend: [
      ...directions.map((direction) => ({
        ...directionLook(direction, theme),
        text: nameOf(direction),
      })),
      ...(estimators.length > 1
        ? estimators.map((estimator, index) => ({
            colour: ink.muted,
            symbol: "circle" as const,
            dash: "",
            hollow: index > 0,
            text: nameOf(estimator),
          }))
        : []),
    ],
    yLabel: "distortion: −E log p(x|z), nats per image",
    plot: {
      marginRight: 28,
      r: { type: "identity" },
      x: { domain: x },
      y: { domain: y },
      marks: [
        Plot.link(segments, {
          x1: (s: Segment) => s.from[0],
          y1: (s: Segment) => s.from[1],
          x2: (s: Segment) => s.to[0],
          y2: (s: Segment) => s.to[1],
          stroke: ink.grid,
          strokeWidth: 1.25,
        }),
        Plot.text(segments, {
          x: (s: Segment) => s.to[0],
          y: (s: Segment) => s.to[1],
          text: (s: Segment) => `ELBO ${numberText(s.bound)}`,
          fill: ink.muted,
          fontSize: 10,
          textAnchor: "end",
          dx: -2,
          dy: -6,
        }),
        axisBelow("rate: E KL(q(z|x) || p(z)), nats per image", { ink, ticks: 7 }),
        Plot.axisY({
          label: null,
          ticks: 6,
          tickSize: 4,
          color: ink.muted,
          tickFormat: numberText,
        }),
        Plot.line(
          shown.toSorted((a, b) => a.beta - b.beta),
          {
            ...at,
            z: (p: RatePoint) => `${p.direction} ${p.estimator ?? ""}`,
            stroke: colour,
            strokeWidth: 1.5,
            strokeOpacity: 0.5,
          },
        ),
        directions.flatMap(dots),
        Plot.text(named, {
          ...at,
          text: (p: RatePoint) => `β ${numberText(p.beta)}`,
          dx: 9,
          dy: -7,
          textAnchor: "start",
          fill: colour,
          stroke: ink.surface,
          strokeWidth: 3,
          fontSize: 11,
        }),
        Plot.text(away.length === 0 ? [] : [away.map(whereabouts).join("\n")], {
          frameAnchor: "top-right",
          lineHeight: 1.3,
          fill: ink.muted,
          stroke: ink.surface,
          strokeWidth: 4,
          fontSize: 11,
        }),
        options.interactive
          ? Plot.tip(
              shown,
              Plot.pointer({
                ...at,
                title: (p: RatePoint) =>
                  `${p.label}\nrate ${numberText(p.rate)}\ndistortion ${numberText(p.distortion)}\nELBO ${numberText(-p.rate - p.distortion)}`,
                fill: ink.surface,
                stroke: ink.muted,
              }),
            )
          : [],
      ],
    },
  });
};
