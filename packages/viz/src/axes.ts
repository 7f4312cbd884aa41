import * as Plot from "@observablehq/plot";
import { numberText } from "./number-text.ts";
import type { Ink } from "./theme.ts";

/** Ticks of a log axis: whole decades, or 1, 2 and 5 of each where decades are few. */
export const logTicks = (values: readonly number[]): number[] => {
  const powers = values
    .filter((value) => value > 0 && Number.isFinite(value))
    .map((value) => Math.log10(value));
  const low = powers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = powers.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (low > high) return [];
  const first = Math.floor(low);
  const decades = Array.from({ length: Math.ceil(high) - first + 1 }, (_, i) => first + i);
  const stride = Math.ceil(decades.length / 7);
  return decades.length > 3
    ? decades.filter((_, index) => index % stride === 0).map((power) => 10 ** power)
    : decades
        .flatMap((power) => [1, 2, 5].map((digit) => digit * 10 ** power))
        .filter((tick) => Math.log10(tick) >= low - 0.1 && Math.log10(tick) <= high + 0.1);
};

interface AxisOptions {
  readonly ink: Ink;
  readonly ticks: number | readonly number[];
  readonly name?: (value: number) => string;
}

// Given ticks are named through the text channel: on a log scale d3 drops most of tickFormat's.
const axis = (
  mark: typeof Plot.axisX,
  { ticks, name = numberText }: AxisOptions,
  options: Plot.AxisXOptions & Plot.AxisYOptions,
) =>
  typeof ticks === "number"
    ? mark({ ...options, ticks, tickFormat: name })
    : mark([...ticks], { ...options, text: name });

/** The horizontal axis, its name under its middle. */
export const axisBelow = (label: string, options: AxisOptions) =>
  axis(Plot.axisX, options, {
    label,
    labelAnchor: "center",
    labelArrow: "none",
    labelOffset: 36,
    tickSize: 4,
    color: options.ink.muted,
  });

/** The vertical axis and its grid; its name is written by `figure`. */
export const axisLeft = (options: AxisOptions) => [
  typeof options.ticks === "number"
    ? Plot.gridY({ ticks: options.ticks, stroke: options.ink.grid, strokeOpacity: 1 })
    : Plot.gridY([...options.ticks], { stroke: options.ink.grid, strokeOpacity: 1 }),
  axis(Plot.axisY, options, { label: null, tickSize: 0, color: options.ink.muted }),
];
