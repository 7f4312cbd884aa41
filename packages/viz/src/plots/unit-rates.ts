import * as Plot from "@observablehq/plot";
import { axisLeft } from "../axes.ts";
import { type FigureOptions, figure } from "../figure.ts";
import { numberText } from "../number-text.ts";
import { inkOf } from "../theme.ts";

/** KL of one latent unit averaged over images, in nats. */
export interface UnitRate {
  readonly unit: number;
  readonly rate: number;
}

export interface UnitRatesOptions extends FigureOptions {
  readonly colour?: string;
  /** Top of the axis, so that figures side by side can share it. */
  readonly top?: number;
}

/** KL per latent unit, largest first: collapsed units are the bars that are not there. */
export const unitRates = (
  rates: readonly UnitRate[],
  options: UnitRatesOptions = {},
): SVGElement => {
  const ink = inkOf(options.theme ?? "light");
  const colour = options.colour ?? ink.muted;
  const width = options.width ?? 420;
  const sorted = rates
    .filter(({ rate }) => Number.isFinite(rate))
    .toSorted((a, b) => b.rate - a.rate || a.unit - b.unit);
  const top = options.top ?? Math.max(0, ...sorted.map(({ rate }) => rate));
  const every = Math.ceil((sorted.length * 22) / (width - 76));
  const shownUnits = sorted.filter((_, place) => place % every === 0).map(({ unit }) => unit);
  return figure({
    options,
    size: { width, height: 220 },
    description: `KL of ${sorted.length} latent units, largest first`,
    yLabel: "KL, nats",
    plot: {
      x: {
        domain: sorted.map(({ unit }) => unit),
        padding: 0.2,
      },
      y: { domain: [0, top || 1], nice: true },
      marks: [
        axisLeft({ ink, ticks: 4 }),
        Plot.axisX({
          label: "latent unit, largest KL first",
          labelAnchor: "center",
          labelArrow: "none",
          ticks: shownUnits,
          tickSize: 0,
          color: ink.muted,
          fontSize: 11,
        }),
        Plot.barY(sorted, { x: "unit", y: "rate", fill: colour }),
        Plot.ruleY([0], { stroke: ink.muted }),
        options.interactive
          ? Plot.tip(
              sorted,
              Plot.pointerX({
                x: "unit",
                y: "rate",
                title: ({ unit, rate }: UnitRate) => `unit ${unit}\nKL ${numberText(rate)} nats`,
                fill: ink.surface,
                stroke: ink.muted,
              }),
            )
          : [],
      ],
    },
  });
};
