import * as Plot from "@observablehq/plot";
import { group } from "d3-array";
import { axisBelow, axisLeft } from "../axes.ts";
import { crowd, isCrowd } from "../crowd.ts";
import { byDirection } from "../directions.ts";
import { type FigureOptions, figure } from "../figure.ts";
import { extentOf, framed, isNear, padded } from "../frame.ts";
import { marked, namesText, tip } from "../marks.ts";
import { numberText } from "../number-text.ts";
import { directionLook, nameOf } from "../palette.ts";
import { inkOf } from "../theme.ts";
import { betaAxis } from "./beta-axis.ts";
import { type BetaCell, betaCells, cellKey } from "./beta-cells.ts";
import type { BetaPoint } from "./beta-point.ts";
import { outsideInsets, outsideLabels, outsideMarks } from "./outside.ts";
import { dashOf, type Stripe, stripes, whole } from "./stripes.ts";

export interface MetricAgainstBetaOptions extends FigureOptions {
  readonly yLabel?: string;
  /** Runs to highlight; the others are fainter. */
  readonly emphasised?: ReadonlySet<string>;
  /** A reference value to draw as a line, such as the number of latent units. */
  readonly reference?: { readonly value: number; readonly text: string };
}

/** Maximum pixels between the whiskers of neighbouring directions at the same beta. */
const beside = 5;
/** Maximum share of the gap between two betas that the whiskers of one beta may cover. */
const shareOfGap = 0.3;

/** Horizontal shift of each direction's whiskers in pixels, so that they do not overlap. */
export const dodges = (directions: readonly string[], closest: number): Map<string, number> => {
  const last = directions.length - 1;
  const spread = Math.min(beside * last, shareOfGap * closest);
  return new Map(
    directions.map((direction, index) => [
      direction,
      last === 0 ? 0 : spread * (index / last - 0.5),
    ]),
  );
};

interface Segment extends Pick<BetaCell, "direction" | "estimator"> {
  readonly from: BetaCell;
  readonly to: BetaCell;
}

/** Line segments between neighbouring betas of the same direction and estimator. */
const segmentsOf = (cells: readonly BetaCell[]): Segment[] =>
  [...group(cells, (cell) => JSON.stringify([cell.estimator, cell.direction])).values()].flatMap(
    (own) =>
      own.slice(1).flatMap((to, index) => {
        const from = own[index];
        return from === undefined
          ? []
          : [{ from, to, direction: to.direction, estimator: to.estimator }];
      }),
  );

/**
 * A metric against beta (log axis), coloured by the regulariser's direction, with one panel per
 * estimator. Lines join the means over seeds at the true beta; from three seeds on a 95 % interval is
 * drawn.
 */
export const metricAgainstBeta = (
  points: readonly BetaPoint[],
  options: MetricAgainstBetaOptions = {},
): SVGElement => {
  const { yLabel = "value", emphasised = new Set<string>(), reference } = options;
  const theme = options.theme ?? "light";
  const ink = inkOf(theme);
  const size = { width: options.width ?? 620, height: options.height ?? 320 };
  const finite = points.filter((point) => Number.isFinite(point.value));
  const core = extentOf(framed(finite).map((point) => point.value));
  const near = reference !== undefined && isNear(reference.value, core);
  const cells = betaCells(points).sort((a, b) => a.beta - b.beta);
  const seen = [
    ...finite.map((point) => point.value),
    ...cells.flatMap((cell) => cell.interval ?? []),
    ...(near ? [reference.value] : []),
  ].filter((value) => isNear(value, core));
  const y = padded(seen, 0.04);
  const inFrame = (value: number): boolean => value >= y[0] && value <= y[1];
  const directions = [...new Set(points.map((point) => point.direction))].sort(byDirection);
  const estimators = [...new Set(points.map((point) => nameOf(point.estimator)))].sort();
  const facets = estimators.length > 1;
  const facet = facets
    ? { fx: (point: Pick<BetaPoint, "estimator">) => nameOf(point.estimator) }
    : {};
  const facetPadding = 0.08;
  const panelWidth =
    ((size.width - 76) * (facets ? 1 - facetPadding : 1)) /
    (estimators.length + (facets ? facetPadding : 0) || 1);
  const axis = betaAxis(
    points.map((point) => point.beta),
    panelWidth,
  );
  const place = ({ beta }: Pick<BetaPoint, "beta">): number => axis.place(beta);
  const colour = (point: Pick<BetaPoint, "direction">): string =>
    directionLook(point.direction, theme).colour;
  const stands = (point: BetaPoint): boolean => emphasised.size === 0 || emphasised.has(point.run);
  const outside = outsideLabels(points, y);
  const insets = outsideInsets(outside);
  const yPixel = (value: number): number =>
    ((y[1] - value) / (y[1] - y[0])) * (size.height - 120 - insets.insetTop - insets.insetBottom);

  const means = cells.filter((cell) => inFrame(cell.mean));
  const whiskers = means.filter((cell) => cell.interval !== undefined);
  const withInterval = new Set(whiskers.map(cellKey));
  const isMember = (point: BetaPoint): boolean => withInterval.has(cellKey(point));
  const end = (side: 0 | 1) => (cell: BetaCell) =>
    Math.min(y[1], Math.max(y[0], cell.interval?.[side] ?? cell.mean));
  const aside = dodges(directions, axis.closest);

  const panelOf = (estimator: string): number =>
    estimators.indexOf(nameOf(estimator)) * 2 * size.width;
  const segments = segmentsOf(means);
  const striped = stripes(segments, ({ from, to, estimator }) => {
    const panel = panelOf(estimator);
    return [
      panel + axis.pixel(from.beta),
      yPixel(from.mean),
      panel + axis.pixel(to.beta),
      yPixel(to.mean),
    ];
  });
  const lines = [
    ...group(
      segments.map((segment, index) => ({ segment, stripe: striped[index] ?? whole })),
      ({ stripe }) => JSON.stringify(stripe),
    ).values(),
  ].map((alike) =>
    Plot.link(
      alike.map(({ segment }) => segment),
      {
        x1: ({ from }: Segment) => place(from),
        y1: ({ from }: Segment) => from.mean,
        x2: ({ to }: Segment) => place(to),
        y2: ({ to }: Segment) => to.mean,
        stroke: colour,
        strokeWidth: 2,
        strokeOpacity: emphasised.size > 0 ? 0.55 : 0.9,
        strokeLinecap: alike[0]?.stripe.count === 1 ? "round" : "butt",
        ...(alike[0] && dashOf(alike[0].stripe)),
        ...facet,
      },
    ),
  );

  // Of coincident marks the first is the largest, so that all of them stay visible.
  const marks = points.filter((point) => inFrame(point.value));
  const stack = new Map<object, Stripe>();
  for (const spots of [marks, means]) {
    const placed = stripes<BetaPoint | BetaCell>(spots, (spot) => {
      const x = panelOf(spot.estimator) + axis.pixel(spot.beta);
      const value = yPixel("mean" in spot ? spot.mean : spot.value);
      return [x, value, x, value];
    });
    for (const [index, spot] of spots.entries()) stack.set(spot, placed[index] ?? whole);
  }
  const radius = (base: number) => (spot: object) => {
    const { index, count } = stack.get(spot) ?? whole;
    return base + 1.5 * Math.min(4, count - 1 - index);
  };

  const dots = (direction: string) => {
    const own = finite.filter((point) => point.direction === direction && inFrame(point.value));
    const repeated = whiskers.filter((cell) => cell.direction === direction);
    const { symbol } = directionLook(direction, theme);
    const at = { x: place, y: "value", symbol, fill: colour, ...facet };
    const dx = aside.get(direction) ?? 0;
    const faint = own.filter((point) => isMember(point) && !emphasised.has(point.run));
    const back = own.filter((point) => !isMember(point) && !stands(point));
    const front = own.filter((point) =>
      isMember(point) ? emphasised.has(point.run) : stands(point),
    );
    return [
      Plot.dot(faint, {
        ...{ ...at, r: 2.5, fillOpacity: 0.35, dx },
        ...(isCrowd(finite.length)
          ? crowd({ colour: directionLook(direction, theme).colour, r: 2.5, opacity: 0.35 })
          : marked(faint)),
      }),
      Plot.ruleX(repeated, {
        x: place,
        y1: end(0),
        y2: end(1),
        stroke: colour,
        strokeWidth: 2.5,
        ariaLabel: ({ n }: BetaCell) => `95 % interval of ${n} runs`,
        dx,
        ...facet,
      }),
      Plot.dot(repeated, { ...at, y: "mean", r: radius(3.5), stroke: ink.surface }),
      Plot.dot(back, { ...at, r: radius(3.5), fillOpacity: 0.55, ...marked(back) }),
      Plot.dot(front, {
        ...at,
        r: radius(emphasised.size > 0 ? 5 : 4.5),
        stroke: emphasised.size > 0 ? ink.text : ink.surface,
        strokeWidth: emphasised.size > 0 ? 1.75 : 1,
        ...marked(front),
      }),
    ];
  };

  const alike = (point: BetaPoint): BetaPoint[] =>
    finite.filter(
      (other) =>
        other.beta === point.beta &&
        other.estimator === point.estimator &&
        Math.abs(yPixel(other.value) - yPixel(point.value)) <= 4,
    );
  const title = (point: BetaPoint): string => {
    const runs = alike(point);
    const values = runs.map((run) => ({ name: run.label ?? run.run, value: run.value }));
    return runs.length === 1
      ? `${point.label ?? point.run}\nβ ${numberText(point.beta)}\n${yLabel} ${numberText(point.value)}`
      : `${runs.length} runs at β ${numberText(point.beta)}, ${yLabel}\n${namesText(values)}`;
  };

  return figure({
    options,
    size,
    description: `${yLabel} against beta for ${points.length} runs, coloured by regulariser`,
    legend: directions.map((direction) => ({
      ...directionLook(direction, theme),
      text: nameOf(direction),
    })),
    yLabel,
    plot: {
      marginTop: facets ? 50 : 28,
      r: { type: "identity" },
      fx: { label: null, padding: facetPadding },
      x: { type: "log", domain: [...axis.domain] },
      y: {
        domain: y,
        ...insets,
        ...(near && { insetTop: Math.max(insets.insetTop, 14) }),
      },
      marks: [
        axisLeft({ ink, ticks: 5 }),
        facets ? Plot.axisFx({ anchor: "top", fontWeight: 600, dy: -2, label: null }) : [],
        axisBelow("β, log scale", { ink, ticks: axis.ticks, name: axis.nameOf }),
        reference === undefined
          ? []
          : referenceMarks(reference, {
              near,
              isAbove: reference.value > core[1],
              facet: facets ? { fx: () => estimators.at(-1) } : {},
              ink,
            }),
        lines,
        directions.flatMap(dots),
        outsideMarks(outside, { axis, width: panelWidth, fill: colour, halo: ink.surface, facet }),
        options.interactive
          ? tip(finite, { ink, title, at: { x: place, y: "value", ...facet } })
          : [],
      ],
    },
  });
};

interface ReferencePlace {
  /** Whether the value is inside the frame; otherwise an arrow shows its direction. */
  readonly near: boolean;
  readonly isAbove: boolean;
  readonly facet: object;
  readonly ink: ReturnType<typeof inkOf>;
}

const referenceMarks = (
  reference: { readonly value: number; readonly text: string },
  { near, isAbove, facet, ink }: ReferencePlace,
): Plot.Markish[] => {
  const text = { fill: ink.muted, stroke: ink.surface, strokeWidth: 4, fontSize: 11 };
  return near
    ? [
        Plot.ruleY([reference.value], { stroke: ink.muted, strokeDasharray: "4 3" }),
        Plot.text([reference], {
          y: "value",
          text: "text",
          frameAnchor: "right",
          textAnchor: "end",
          dy: -8,
          ...text,
          ...facet,
        }),
      ]
    : [
        Plot.text([reference], {
          text: () => `${isAbove ? "↑" : "↓"} ${reference.text}`,
          frameAnchor: isAbove ? "top-right" : "bottom-right",
          textAnchor: "end",
          ...text,
          ...facet,
        }),
      ];
};
