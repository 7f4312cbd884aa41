import * as Plot from "@observablehq/plot";
import { axisBelow } from "../axes.ts";
import { crowd, isCrowd } from "../crowd.ts";
import { byDirection } from "../directions.ts";
import { type FigureOptions, figure } from "../figure.ts";
import { framed, padded } from "../frame.ts";
import { marked, tip } from "../marks.ts";
import { numberText } from "../number-text.ts";
import { directionLook, nameOf } from "../palette.ts";
import { inkOf } from "../theme.ts";
import { withoutOverlap } from "../without-overlap.ts";
import { type EqualBound, equalBounds } from "./equal-bounds.ts";
import { type RateCell, type RatePoint, rateCells } from "./rate-cells.ts";
import { type Slope, slopesAt } from "./slopes.ts";

/** A place in the plane that a cell passes during training, or that theory predicts. */
export interface RatePlace {
  readonly rate: number;
  readonly distortion: number;
}

/** A line through places, in order. */
export interface RatePath {
  readonly direction: string;
  readonly places: readonly RatePlace[];
}

export interface RateDistortionOptions extends FigureOptions {
  /** Draw the slope −β at the means of reverse KL. */
  readonly slopes?: boolean;
  /** The means of cells over epochs. */
  readonly trajectories?: readonly RatePath[];
  /** Predicted curves, by rising beta: dashed. */
  readonly predicted?: readonly RatePath[];
  /** Runs to highlight; the others are fainter. */
  readonly emphasised?: ReadonlySet<string>;
}

const maxAway = 4;

/** One line of text for each cell outside the frame. */
const awayText = (cells: readonly RateCell[]): string[] => {
  const lines = cells
    .slice(0, maxAway)
    .map(
      (cell) =>
        `${nameOf(cell.direction)}, β ${numberText(cell.beta)}: rate ${numberText(cell.rate)}, distortion ${numberText(cell.distortion)} →`,
    );
  return cells.length > maxAway ? [...lines, `and ${cells.length - maxAway} more →`] : lines;
};

/**
 * Distortion against rate. Beta moves a model along the curve of its direction. Curves join the means
 * over seeds, single runs are faint dots, and diagonals are lines of equal ELBO.
 */
export const rateDistortion = (
  points: readonly RatePoint[],
  options: RateDistortionOptions = {},
): SVGElement => {
  const { emphasised = new Set<string>(), trajectories = [], predicted = [] } = options;
  const theme = options.theme ?? "light";
  const ink = inkOf(theme);
  const finite = points.filter((p) => Number.isFinite(p.rate) && Number.isFinite(p.distortion));
  const places = [...trajectories, ...predicted].flatMap((path) => path.places);
  const framing = [...framed(finite), ...places];
  const x = padded(
    framing.map((p) => p.rate),
    0.07,
  );
  const y = padded(
    framing.map((p) => p.distortion),
    0.1,
  );
  const fits = (p: Pick<RatePoint, "rate" | "distortion">): boolean =>
    p.rate >= x[0] && p.rate <= x[1] && p.distortion >= y[0] && p.distortion <= y[1];
  const shown = finite.filter(fits);
  const cells = rateCells(finite);
  const means = cells.filter(fits);
  const bounds = finite.length === 0 ? [] : equalBounds(x, y);
  const directions = [...new Set(finite.map((p) => p.direction))].sort(byDirection);
  const estimators = [...new Set(finite.map((p) => p.estimator ?? ""))].filter(Boolean).sort();
  const isHollow = (p: Pick<RatePoint, "estimator">): boolean =>
    estimators.indexOf(p.estimator ?? "") > 0;
  const colour = (p: Pick<RatePoint, "direction">): string =>
    directionLook(p.direction, theme).colour;
  const at = { x: "rate", y: "distortion" } as const;
  const size = { width: options.width ?? 620, height: options.height ?? 420 };
  const named = withoutOverlap(
    means,
    (p) => [
      ((p.rate - x[0]) / (x[1] - x[0])) * size.width,
      ((p.distortion - y[0]) / (y[1] - y[0])) * size.height,
    ],
    { x: 50, y: 22 },
  );
  const slopes = options.slopes
    ? slopesAt(means, {
        x: (size.width - 84) / (x[1] - x[0]),
        y: (size.height - 120) / (y[1] - y[0]),
      })
    : [];
  const path = ({ direction, places: own }: RatePath, style: object) =>
    Plot.line(own, { ...at, stroke: colour({ direction }), clip: true, ...style });
  const cellDots = (direction: string) =>
    [false, true].map((hollow) =>
      Plot.dot(
        means.filter((cell) => cell.direction === direction && isHollow(cell) === hollow),
        {
          ...at,
          symbol: directionLook(direction, theme).symbol,
          fill: hollow ? ink.surface : colour,
          stroke: hollow ? colour : ink.surface,
          strokeWidth: hollow ? 2 : 1.25,
          r: 4.5,
        },
      ),
    );
  /** A faint dot for each run, and a ring for the highlighted ones. */
  const runDots = (direction: string) => {
    const own = shown.filter((p) => p.direction === direction);
    const ringed = own.filter((p) => emphasised.has(p.run));
    const { symbol, colour: ownColour } = directionLook(direction, theme);
    return [
      Plot.dot(own, {
        ...{ ...at, symbol, fill: colour, fillOpacity: 0.3, r: 2.5 },
        ...(isCrowd(shown.length)
          ? crowd({ colour: ownColour, r: 2.5, opacity: 0.3 })
          : marked(own)),
      }),
      Plot.dot(ringed, {
        ...at,
        symbol,
        fill: (p: RatePoint) => (isHollow(p) ? ink.surface : colour(p)),
        stroke: ink.text,
        strokeWidth: 1.75,
        r: 5.5,
        ...marked(ringed),
      }),
    ];
  };
  return figure({
    options,
    size,
    description: `distortion against rate for ${finite.length} runs`,
    legend: [
      ...directions.map((direction) => ({
        ...directionLook(direction, theme),
        text: nameOf(direction),
      })),
      ...(slopes.length > 0
        ? [{ colour: ink.text, symbol: "circle" as const, dash: "", line: true, text: "slope −β" }]
        : []),
      ...(predicted.length > 0
        ? [
            {
              ...{ colour: ink.muted, symbol: "circle" as const, dash: "5 3", line: true },
              text: "linear optimum",
            },
          ]
        : []),
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
    yLabel: "distortion: −E log p(x|z), nats per example",
    plot: {
      marginRight: 28,
      r: { type: "identity" },
      x: { domain: x },
      y: { domain: y },
      marks: [
        Plot.link(bounds, {
          x1: ({ from }: EqualBound) => from[0],
          y1: ({ from }: EqualBound) => from[1],
          x2: ({ to }: EqualBound) => to[0],
          y2: ({ to }: EqualBound) => to[1],
          stroke: ink.grid,
          strokeWidth: 1.25,
        }),
        Plot.text(bounds, {
          x: ({ to }: EqualBound) => to[0],
          y: ({ to }: EqualBound) => to[1],
          text: ({ bound }: EqualBound) => `ELBO ${numberText(bound)}`,
          fill: ink.muted,
          fontSize: 10,
          textAnchor: "end",
          dx: -2,
          dy: -6,
        }),
        axisBelow("rate: E KL(q(z|x) || p(z)), nats per example", { ink, ticks: 7 }),
        Plot.axisY({
          label: null,
          ticks: 6,
          tickSize: 4,
          color: ink.muted,
          tickFormat: numberText,
        }),
        trajectories.map((own) => path(own, { strokeWidth: 1, strokeOpacity: 0.8 })),
        trajectories.map(({ direction, places: own }) =>
          Plot.dot(own.slice(0, -1), { ...at, r: 1.5, fill: colour({ direction }), clip: true }),
        ),
        predicted.map((own) => path(own, { strokeWidth: 1.5, strokeDasharray: "5 3" })),
        Plot.link(slopes, {
          x1: ({ from }: Slope) => from[0],
          y1: ({ from }: Slope) => from[1],
          x2: ({ to }: Slope) => to[0],
          y2: ({ to }: Slope) => to[1],
          ...{ stroke: ink.text, strokeWidth: 1.25, clip: true },
        }),
        Plot.line(means, {
          ...at,
          z: (p: RateCell) => `${p.direction} ${p.estimator ?? ""}`,
          stroke: colour,
          strokeWidth: 1.5,
          strokeOpacity: 0.5,
        }),
        directions.map(cellDots),
        directions.map(runDots),
        Plot.text(named, {
          ...at,
          text: (p: RateCell) => `β ${numberText(p.beta)}`,
          dx: 9,
          dy: -7,
          textAnchor: "start",
          fill: colour,
          stroke: ink.surface,
          strokeWidth: 3,
          fontSize: 11,
        }),
        Plot.text([awayText(cells.filter((cell) => !fits(cell))).join("\n")], {
          frameAnchor: "top-right",
          lineHeight: 1.3,
          fill: ink.muted,
          stroke: ink.surface,
          strokeWidth: 4,
          fontSize: 11,
        }),
        options.interactive
          ? tip(shown, {
              ink,
              at,
              title: (p) =>
                `${p.label}\nrate ${numberText(p.rate)}\ndistortion ${numberText(p.distortion)}\nELBO ${numberText(-p.rate - p.distortion)}`,
            })
          : [],
      ],
    },
  });
};
