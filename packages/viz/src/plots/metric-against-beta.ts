import * as Plot from "@observablehq/plot";
import { apart } from "../apart.ts";
import { axisBelow, axisLeft, logTicks } from "../axes.ts";
import { type FigureOptions, figure } from "../figure.ts";
import { extentOf, framed, isNear, padded } from "../frame.ts";
import { numberText } from "../number-text.ts";
import { directionLook, directionOrder, nameOf } from "../palette.ts";
import { inkOf } from "../theme.ts";
import { type BetaCell, betaCells, cellKey } from "./beta-cells.ts";

/** The final value of one measure of one run. */
export interface BetaPoint {
  readonly run: string;
  readonly beta: number;
  readonly value: number;
  readonly direction: string;
  readonly estimator: string;
  readonly label?: string;
}

export interface MetricAgainstBetaOptions extends FigureOptions {
  readonly yLabel?: string;
  /** Runs to ring; the others stand back. */
  readonly emphasised?: ReadonlySet<string>;
  /** A value worth comparing with, such as the number of latent units. */
  readonly reference?: { readonly value: number; readonly text: string };
}

/** A member of a family by alpha, such as `amari, α 0.25`, stands where its family does. */
const placeInOrder = (direction: string): number =>
  directionOrder.indexOf(direction.split(", ")[0] ?? direction);

export const byDirection = (a: string, b: string): number =>
  placeInOrder(a) - placeInOrder(b) || a.localeCompare(b);

/** Where log scales put beta = 0: as far left of the smallest beta as two octaves. */
const zeroPlace = (betas: readonly number[]): number => {
  const positive = betas.filter((beta) => beta > 0);
  return positive.length === 0 ? 0.25 : Math.min(...positive) / 4;
};

/** Pixels between the seeds of one direction and those of the next at the same beta. */
const beside = 9;

/** A measure against beta (log axis), coloured by the regulariser's direction, one facet per estimator. */
export const metricAgainstBeta = (
  points: readonly BetaPoint[],
  options: MetricAgainstBetaOptions = {},
): SVGElement => {
  const { yLabel = "value", emphasised = new Set<string>(), reference } = options;
  const theme = options.theme ?? "light";
  const ink = inkOf(theme);
  const betas = [...new Set(points.map((point) => point.beta))].sort((a, b) => a - b);
  const zero = zeroPlace(betas);
  const place = (point: { readonly beta: number }): number => (point.beta > 0 ? point.beta : zero);
  const finite = points.filter((point) => Number.isFinite(point.value));
  const core = extentOf(framed(finite).map((point) => point.value));
  const near = reference !== undefined && isNear(reference.value, core);
  const cells = betaCells(points).sort((a, b) => a.beta - b.beta);
  const seen = [
    ...finite.map((point) => point.value),
    ...cells.flatMap((c) => c.interval ?? []),
  ].filter((value) => isNear(value, core));
  const y = padded(
    near ? [...seen, reference.value] : seen,
    finite.every(({ value }) => isNear(value, core)) ? 0.04 : 0.12,
  );
  const inFrame = (value: number): boolean => value >= y[0] && value <= y[1];
  const fits = ({ value }: BetaPoint): boolean => inFrame(value);
  const broken = points.filter((point) => !Number.isFinite(point.value));
  const directions = [...new Set(points.map((point) => point.direction))].sort(byDirection);
  const estimators = [...new Set(points.map((point) => nameOf(point.estimator)))].sort();
  const facets = estimators.length > 1;
  const lastFacet = estimators.at(-1);
  const fx = facets ? { fx: (point: Pick<BetaPoint, "estimator">) => nameOf(point.estimator) } : {};
  const colour = (point: Pick<BetaPoint, "direction">): string =>
    directionLook(point.direction, theme).colour;
  const stands = (point: BetaPoint): boolean => emphasised.size === 0 || emphasised.has(point.run);
  const ticks = betas.map((beta) => (beta > 0 ? beta : zero));
  const domain =
    ticks.length === 0 ? [0.1, 10] : [Math.min(...ticks) / 1.5, Math.max(...ticks) * 1.5];
  const width = options.width ?? 620;
  const perDecade =
    ((width - 76) * (facets ? 0.92 : 1)) /
    Math.max(1, estimators.length) /
    Math.log10((domain[1] ?? 10) / (domain[0] ?? 0.1));
  const placeOf = (beta: number) => [Math.log10(beta) * perDecade, 0] as const;
  const means = cells.filter((cell) => inFrame(cell.mean));
  const whiskers = means.filter((cell) => cell.interval !== undefined);
  const end = (side: 0 | 1) => (cell: BetaCell) =>
    Math.min(y[1], Math.max(y[0], cell.interval?.[side] ?? cell.mean));
  const repeated = whiskers.length > 0;
  const withInterval = new Set(whiskers.map(cellKey));
  const isMember = (point: BetaPoint): boolean => withInterval.has(cellKey(point));
  const dxOf = (direction: string): number =>
    repeated ? beside * (directions.indexOf(direction) - (directions.length - 1) / 2) : 0;
  const line = (own: readonly BetaCell[], dx: number) =>
    Plot.line(own, {
      x: place,
      y: "mean",
      z: "direction",
      stroke: colour,
      strokeWidth: 2,
      strokeOpacity: emphasised.size > 0 ? 0.55 : 0.9,
      dx,
      ...fx,
    });
  const dots = (direction: string) => {
    const own = finite.filter((point) => point.direction === direction && fits(point));
    const repeatedOwn = whiskers.filter((cell) => cell.direction === direction);
    const { symbol } = directionLook(direction, theme);
    const dx = dxOf(direction);
    const at = { x: place, y: "value", symbol, fill: colour, dx, ...fx };
    return [
      Plot.dot(
        own.filter((point) => isMember(point) && !emphasised.has(point.run)),
        { ...at, r: 2.5, fillOpacity: 0.35 },
      ),
      Plot.ruleX(repeatedOwn, {
        x: place,
        y1: end(0),
        y2: end(1),
        stroke: colour,
        strokeWidth: 2.5,
        ariaLabel: ({ n }: BetaCell) => `95 % interval of ${n} runs`,
        dx,
        ...fx,
      }),
      Plot.dot(repeatedOwn, { ...at, y: "mean", r: 3.5, stroke: ink.surface }),
      Plot.dot(
        own.filter((point) => !isMember(point) && !stands(point)),
        { ...at, r: 3.5, fillOpacity: 0.55 },
      ),
      Plot.dot(
        own.filter((point) => (isMember(point) ? emphasised.has(point.run) : stands(point))),
        {
          ...at,
          r: emphasised.size > 0 ? 6 : 4.5,
          stroke: emphasised.size > 0 ? ink.text : ink.surface,
          strokeWidth: emphasised.size > 0 ? 1.75 : 1,
        },
      ),
    ];
  };
  return figure({
    options,
    size: { width, height: 320 },
    description: `${yLabel} against beta for ${points.length} runs, coloured by regulariser`,
    legend: directions.map((direction) => ({
      ...directionLook(direction, theme),
      text: nameOf(direction),
    })),
    yLabel,
    plot: {
      marginTop: facets ? 50 : 28,
      fx: { label: null, padding: 0.08 },
      x: {
        type: "log",
        domain,
      },
      y: { domain: y },
      marks: [
        axisLeft({ ink, ticks: 5 }),
        facets ? Plot.axisFx({ anchor: "top", fontWeight: 600, dy: -2, label: null }) : [],
        axisBelow("β, log scale", {
          ink,
          ticks: ticks.length <= 9 ? apart(ticks, placeOf, { x: 24, y: 1 }) : logTicks(betas),
          name: (beta) => (beta === zero && betas[0] === 0 ? "0" : numberText(beta)),
        }),
        reference === undefined
          ? []
          : [
              near
                ? Plot.ruleY([reference.value], { stroke: ink.muted, strokeDasharray: "4 3" })
                : [],
              Plot.text([reference], {
                ...(near ? { y: "value" } : {}),
                text: ({ value, text }) => (near ? text : `${value > core[1] ? "↑" : "↓"} ${text}`),
                frameAnchor: near
                  ? "right"
                  : reference.value > core[1]
                    ? "top-right"
                    : "bottom-right",
                textAnchor: "end",
                dy: near ? 9 : 0,
                fill: ink.muted,
                fontSize: 11,
                ...(facets && { fx: () => lastFacet }),
              }),
            ],
        repeated
          ? directions.map((direction) =>
              line(
                means.filter((cell) => cell.direction === direction),
                dxOf(direction),
              ),
            )
          : line(means, 0),
        directions.flatMap(dots),
        [false, true].map((above) =>
          Plot.text(
            finite.filter((point) => !fits(point) && point.value > y[1] === above),
            {
              x: place,
              frameAnchor: above ? "top" : "bottom",
              text: ({ value }: BetaPoint) =>
                `${above ? "↑" : "↓"} ${numberText(Number(value.toPrecision(3)))}`,
              dy: above ? 2 : -2,
              fill: colour,
              fontWeight: 600,
              ...fx,
            },
          ),
        ),
        Plot.dot(broken, {
          x: place,
          frameAnchor: "bottom",
          symbol: "times",
          stroke: colour,
          strokeWidth: 2.5,
          r: 5,
          dy: -6,
          ...fx,
        }),
        options.interactive
          ? Plot.tip(
              finite,
              Plot.pointer({
                x: place,
                y: "value",
                ...fx,
                title: (point: BetaPoint) =>
                  `${point.label ?? point.run}\nβ ${numberText(point.beta)}\n${yLabel} ${numberText(point.value)}`,
                fill: ink.surface,
                stroke: ink.muted,
              }),
            )
          : [],
      ],
    },
  });
};
