import * as Plot from "@observablehq/plot";
import { meanInterval } from "@vae-lab/statistics";
import { group } from "d3-array";
import { axisBelow, axisLeft, logTicks } from "../axes.ts";
import { type FigureOptions, figure } from "../figure.ts";
import { extentOf, padded } from "../frame.ts";
import { marked } from "../marks.ts";
import { numberText } from "../number-text.ts";
import { type Look, runLooks } from "../palette.ts";
import { inkOf } from "../theme.ts";

/** One value of a series at x; several values at one x are repetitions, such as seeds. */
export interface SeriesPoint {
  readonly series: string;
  readonly x: number;
  readonly value: number;
  /** The id of the run that it belongs to. */
  readonly run?: string;
}

/** A line that is not measured, such as a prediction: dashed, without dots. */
export interface SeriesLaw {
  readonly name: string;
  readonly colour?: string;
  /** In order; a step is two points at one x. */
  readonly points: readonly { readonly x: number; readonly value: number }[];
}

export interface SeriesOptions extends FigureOptions {
  /** Colours of the series by name. Default: one each. */
  readonly looks?: ReadonlyMap<string, Look>;
  readonly laws?: readonly SeriesLaw[];
  /** What values can be: intervals end there. */
  readonly bounds?: readonly [low: number, high: number];
  /** Average logarithms: means are geometric, and intervals stay positive. */
  readonly geometric?: boolean;
  /** Pixels between the marks of neighbouring series, so that equal values are all seen. Default: 0. */
  readonly dodge?: number;
  readonly xLabel?: string;
  readonly yLabel?: string;
  /** Use a log axis; points that are not positive are left out. */
  readonly logX?: boolean;
  readonly logY?: boolean;
}

interface SeriesMean {
  readonly series: string;
  readonly x: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

const everything: readonly [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];

const meansOf = (
  points: readonly SeriesPoint[],
  { geometric = false, bounds: [min, max] = everything }: SeriesOptions,
): SeriesMean[] =>
  [...group(points, ({ series, x }) => JSON.stringify([series, x])).values()]
    .flatMap((own) => {
      const [first] = own;
      if (first === undefined) return [];
      const values = own.map(({ value }) => (geometric ? Math.log(value) : value));
      const { n, mean, interval = [mean, mean] } = meanInterval(values);
      const [middle, low, high] = [mean, ...interval].map(geometric ? Math.exp : Number) as [
        ...[number, number, number],
      ];
      return [
        {
          ...{ series: first.series, x: first.x, n, mean: middle },
          ...{ low: Math.max(min, low), high: Math.min(max, high) },
        },
      ];
    })
    .sort((a, b) => a.x - b.x);

const domainOf = (values: readonly number[], log: boolean): [number, number] => {
  if (!log) return padded(values, 0.05);
  const [low, high] = extentOf(values);
  return low === high
    ? [low / 2, high * 2]
    : [low / (high / low) ** 0.04, high * (high / low) ** 0.04];
};

const lawDash = "5 3";
/** Pixels that a tick's label may take. */
const tickWidth = 46;

/**
 * Values against x by series: lines join the means over repetitions, and from three repetitions on a
 * 95 % interval is drawn. Laws are dashed.
 */
export const seriesFigure = (
  points: readonly SeriesPoint[],
  options: SeriesOptions = {},
): SVGElement => {
  const { xLabel = "x", yLabel = "value", logX = false, logY = false, laws = [] } = options;
  const theme = options.theme ?? "light";
  const ink = inkOf(theme);
  const isShown = ({ x, value }: { readonly x: number; readonly value: number }): boolean =>
    Number.isFinite(x) && Number.isFinite(value) && (!logX || x > 0) && (!logY || value > 0);
  const shown = points.filter(isShown);
  const means = meansOf(shown, options);
  const names = [...new Set(shown.map(({ series }) => series))];
  const looks = options.looks ?? runLooks(names, theme);
  const colour = ({ series }: Pick<SeriesPoint, "series">): string =>
    looks.get(series)?.colour ?? ink.muted;
  const lawPoints = laws.map((law) => ({
    colour: law.colour ?? ink.muted,
    points: law.points.filter(isShown),
  }));
  const ofLaws = lawPoints.flatMap((law) => law.points);
  const owned = shown.filter((point) => point.run !== undefined) as (SeriesPoint & {
    run: string;
  })[];
  const others = shown.filter(({ run }) => run === undefined);
  const faint = { x: "x", y: "value", fill: colour, r: 2, fillOpacity: 0.4 };
  const x = domainOf(
    [...means, ...ofLaws].map((mean) => mean.x),
    logX,
  );
  const y = domainOf(
    [
      ...[...shown, ...ofLaws].map(({ value }) => value),
      ...(logY ? [] : means.flatMap(({ low, high }) => [low, high])),
    ],
    logY,
  );
  const inFrame = (value: number): number => Math.min(y[1], Math.max(y[0], value));
  const repeated = means.filter(({ n }) => n > 2);
  const { width = 620, dodge = 0 } = options;
  const aside = (name: string): number => (names.indexOf(name) - (names.length - 1) / 2) * dodge;
  const ticks = logX ? logTicks(x) : [];
  const every = Math.ceil((ticks.length * tickWidth) / (width - 76));
  return figure({
    options,
    size: { width: 620, height: 340 },
    description: `${yLabel} against ${xLabel}: ${names.join(", ")}`,
    legend: [
      ...names.map((name) => ({
        ...{ colour: colour({ series: name }), text: name },
        ...{ symbol: looks.get(name)?.symbol ?? "circle", dash: looks.get(name)?.dash ?? "" },
      })),
      ...laws.map((law) => ({
        ...{ colour: law.colour ?? ink.muted, symbol: "circle" as const, text: law.name },
        ...{ dash: lawDash, line: true },
      })),
    ],
    yLabel,
    plot: {
      x: { type: logX ? "log" : "linear", domain: x },
      y: { type: logY ? "log" : "linear", domain: y },
      marks: [
        axisLeft({ ink, ticks: logY ? logTicks(y) : 6 }),
        axisBelow(xLabel, {
          ink,
          ticks: logX ? ticks.filter((_, i) => i % every === 0) : Math.min(7, width / tickWidth),
        }),
        lawPoints.map((law) =>
          Plot.line(law.points, {
            ...{ x: "x", y: "value", stroke: law.colour, strokeWidth: 1.5 },
            strokeDasharray: lawDash,
          }),
        ),
        Plot.dot(others, faint),
        Plot.dot(owned, { ...faint, ...marked(owned) }),
        names.map((name) =>
          Plot.line(
            means.filter(({ series }) => series === name),
            {
              ...{ x: "x", y: "mean", stroke: colour({ series: name }), strokeWidth: 2 },
              strokeDasharray: looks.get(name)?.dash ?? "",
            },
          ),
        ),
        names.map((name) =>
          Plot.ruleX(
            repeated.filter(({ series }) => series === name),
            {
              ...{ x: "x", stroke: colour, strokeWidth: 2, dx: aside(name) },
              y1: ({ low }: SeriesMean) => inFrame(low),
              y2: ({ high }: SeriesMean) => inFrame(high),
              ariaLabel: ({ n }: SeriesMean) => `95 % interval of ${n} runs`,
            },
          ),
        ),
        names.map((name) =>
          Plot.dot(
            means.filter(({ series }) => series === name),
            {
              ...{ x: "x", y: "mean", fill: colour, stroke: ink.surface, r: 3.5, dx: aside(name) },
              symbol: looks.get(name)?.symbol ?? "circle",
            },
          ),
        ),
        options.interactive
          ? Plot.tip(
              means,
              Plot.pointer({
                ...{ x: "x", y: "mean", fill: ink.surface, stroke: ink.muted },
                title: ({ series, x: at, mean, n }: SeriesMean) =>
                  `${series}\n${xLabel} ${numberText(at)}\n${yLabel} ${numberText(mean)}, n = ${n}`,
              }),
            )
          : [],
      ],
    },
  });
};
