import * as Plot from "@observablehq/plot";
import { group } from "d3-array";
import { axisBelow } from "../axes.ts";
import { type FigureOptions, figure } from "../figure.ts";
import { tip } from "../marks.ts";
import { numberText } from "../number-text.ts";
import { inkOf } from "../theme.ts";

/** KL of one latent unit at an epoch, averaged over images, in nats. */
export interface UnitAtEpoch {
  readonly unit: number;
  readonly epoch: number;
  readonly rate: number;
}

export interface UnitsOverEpochsOptions extends FigureOptions {
  readonly colour?: string;
  /** The rate of the darkest colour, for figures that share a scale. */
  readonly top?: number;
}

const rowHeight = 14;

/** Units by their last rate, the largest first. */
const byLastRate = (points: readonly UnitAtEpoch[]): number[] =>
  [...group(points, ({ unit }) => unit)]
    .map(([unit, own]) => ({
      unit,
      last: own.reduce((a, b) => (b.epoch >= a.epoch ? b : a)).rate,
    }))
    .sort((a, b) => b.last - a.last || a.unit - b.unit)
    .map(({ unit }) => unit);

/**
 * The KL of each latent unit over epochs: one row per unit, the largest last KL on top, darker for more
 * nats. The shade follows the square root of the KL, so that small ones differ.
 */
export const unitsOverEpochs = (
  points: readonly UnitAtEpoch[],
  options: UnitsOverEpochsOptions = {},
): SVGElement => {
  const ink = inkOf(options.theme ?? "light");
  const colour = options.colour ?? ink.muted;
  const finite = points.filter(({ rate }) => Number.isFinite(rate));
  const units = byLastRate(finite);
  const epochs = [...new Set(finite.map(({ epoch }) => epoch))].sort((a, b) => a - b);
  const top = options.top ?? Math.max(0, ...finite.map(({ rate }) => rate));
  const share = ({ rate }: UnitAtEpoch): number =>
    top > 0 ? Math.sqrt(Math.min(1, Math.max(0, rate) / top)) : 0;
  const width = options.width ?? 420;
  const every = Math.ceil((epochs.length * 30) / (width - 76));
  const rows = Math.ceil((units.length * 13) / Math.max(1, units.length * rowHeight));
  return figure({
    options,
    size: { width, height: 86 + rowHeight * units.length },
    description: `KL of ${units.length} latent units over ${epochs.length} epochs, up to ${numberText(top)} nats`,
    yLabel: `latent unit · shade: KL, 0 to ${numberText(Number(top.toPrecision(3)))} nats`,
    plot: {
      x: { type: "band", domain: epochs, padding: 0.06 },
      y: { type: "band", domain: units, padding: 0.12 },
      marks: [
        Plot.axisY({
          ...{ label: null, tickSize: 0, color: ink.muted, fontSize: 10 },
          ticks: units.filter((_, place) => place % rows === 0),
        }),
        axisBelow("epoch", { ink, ticks: epochs.filter((_, place) => place % every === 0) }),
        Plot.cell(finite, { x: "epoch", y: "unit", fill: ink.grid, fillOpacity: 0.6 }),
        Plot.cell(finite, { x: "epoch", y: "unit", fill: colour, fillOpacity: share }),
        options.interactive
          ? tip(finite, {
              ink,
              at: { x: "epoch", y: "unit" },
              title: ({ unit, epoch, rate }) =>
                `unit ${unit}, epoch ${epoch}\nKL ${numberText(rate)} nats`,
            })
          : [],
      ],
    },
  });
};
