import * as Plot from "@observablehq/plot";
import { axisLeft, logTicks } from "../axes.ts";
import { type FigureOptions, figure } from "../figure.ts";
import { tip } from "../marks.ts";
import { numberText } from "../number-text.ts";
import { inkOf } from "../theme.ts";

/** KL of one latent unit averaged over images, in nats. */
export interface UnitRate {
  readonly unit: number;
  readonly rate: number;
}

export interface UnitRatesOptions extends FigureOptions {
  readonly colour?: string;
  /** Upper end of the axis, for figures that share one. */
  readonly top?: number;
  /** Use a log axis that starts at a tenth of `unitRateThreshold`. */
  readonly logY?: boolean;
}

/** Units with a KL below this many nats carry almost no information; drawn as a dashed line. */
export const unitRateThreshold = 0.01;

const floor = unitRateThreshold / 10;

/** KL per latent unit, largest first, with the number of units above `unitRateThreshold`. */
export const unitRates = (
  rates: readonly UnitRate[],
  options: UnitRatesOptions = {},
): SVGElement => {
  const { logY = false } = options;
  const ink = inkOf(options.theme ?? "light");
  const colour = options.colour ?? ink.muted;
  const width = options.width ?? 420;
  const sorted = rates
    .filter(({ rate }) => Number.isFinite(rate))
    .toSorted((a, b) => b.rate - a.rate || a.unit - b.unit);
  const above = sorted.filter(({ rate }) => rate > unitRateThreshold).length;
  const top = options.top ?? Math.max(0, ...sorted.map(({ rate }) => rate));
  const domain: [number, number] = logY ? [floor, Math.max(1, top * 1.2)] : [0, top || 1];
  const every = Math.ceil((sorted.length * 22) / (width - 76));
  const shownUnits = sorted.filter((_, place) => place % every === 0).map(({ unit }) => unit);
  return figure({
    options,
    size: { width, height: 220 },
    description: `KL of ${sorted.length} latent units, largest first; ${above} above ${unitRateThreshold} nats`,
    yLabel: `KL, nats${logY ? ", log scale" : ""} · ${above} of ${sorted.length} above ${unitRateThreshold}`,
    plot: {
      x: { domain: sorted.map(({ unit }) => unit), padding: 0.2 },
      y: { domain, type: logY ? "log" : "linear", nice: !logY },
      marks: [
        axisLeft({ ink, ticks: logY ? logTicks(domain) : 4 }),
        Plot.axisX({
          label: "latent unit, largest KL first",
          labelAnchor: "center",
          labelArrow: "none",
          ticks: shownUnits,
          tickSize: 0,
          color: ink.muted,
          fontSize: 11,
        }),
        Plot.barY(sorted, {
          x: "unit",
          y1: domain[0],
          y2: ({ rate }: UnitRate) => Math.max(domain[0], rate),
          fill: colour,
        }),
        Plot.ruleY([domain[0]], { stroke: ink.muted }),
        sorted.length === 0
          ? []
          : Plot.ruleY([unitRateThreshold], { stroke: ink.muted, strokeDasharray: "3 3" }),
        options.interactive
          ? tip(sorted, {
              ink,
              axis: "x",
              at: { x: "unit", y: "rate" },
              title: ({ unit, rate }) => `unit ${unit}\nKL ${numberText(rate)} nats`,
            })
          : [],
      ],
    },
  });
};
