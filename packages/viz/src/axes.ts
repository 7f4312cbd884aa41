import * as Plot from "@observablehq/plot";
import { numberText } from "./number-text.ts";
import type { Ink } from "./theme.ts";

const maxTicks = 8;

const within = (ticks: readonly number[], low: number, high: number): number[] =>
  // Rounding must not drop a tick at the end of the domain.
  ticks.filter((tick) => tick >= low * (1 - 1e-9) && tick <= high * (1 + 1e-9));

/** Multiples of 1, 2 or 5 × 10^k in the domain, for a log axis of less than a decade. */
const evenTicks = (low: number, high: number): number[] => {
  const power = 10 ** (Math.floor(Math.log10(high - low)) - 1);
  const step =
    [1, 2, 5, 10, 20].map((digit) => digit * power).find((s) => (high - low) / s < 5.5) ?? power;
  const first = Math.floor(low / step);
  const multiples = Array.from({ length: 8 }, (_, i) => (first + i) * step);
  return within(
    multiples.map((tick) => Number(tick.toPrecision(12))),
    low,
    high,
  );
};

/**
 * Ticks of a log axis, all inside the domain [low, high]: whole decades, or 1, 2 and 5 of each decade,
 * or even steps. Empty if the domain has no logarithm.
 */
export const logTicks = ([low, high]: readonly [low: number, high: number]): number[] => {
  if (!(low > 0 && high >= low && Number.isFinite(high))) return [];
  const first = Math.floor(Math.log10(low));
  const powers = Array.from(
    { length: Math.ceil(Math.log10(high)) - first + 1 },
    (_, i) => first + i,
  );
  const decades = within(
    powers.map((power) => 10 ** power),
    low,
    high,
  );
  const stride = Math.ceil(decades.length / maxTicks);
  if (decades.length > 3) return decades.filter((_, index) => index % stride === 0);
  const digits = within(
    powers.flatMap((power) => [1, 2, 5].map((digit) => digit * 10 ** power)),
    low,
    high,
  );
  if (digits.length > 1 || high === low) return digits;
  return evenTicks(low, high);
};

interface AxisOptions {
  readonly ink: Ink;
  readonly ticks: number | readonly number[];
  readonly name?: (value: number) => string;
}

// Explicit ticks use the text channel: on a log scale d3 drops most labels of tickFormat.
const axis = (
  mark: typeof Plot.axisX,
  { ticks, name = numberText }: AxisOptions,
  options: Plot.AxisXOptions & Plot.AxisYOptions,
) =>
  typeof ticks === "number"
    ? mark({ ...options, ticks, tickFormat: name })
    : mark([...ticks], { ...options, text: name });

/** The horizontal axis with a centred label. */
export const axisBelow = (label: string, options: AxisOptions) =>
  axis(Plot.axisX, options, {
    label,
    labelAnchor: "center",
    labelArrow: "none",
    labelOffset: 36,
    tickSize: 4,
    color: options.ink.muted,
  });

/** The vertical axis and its grid; `figure` draws the label. */
export const axisLeft = (options: AxisOptions) => [
  typeof options.ticks === "number"
    ? Plot.gridY({ ticks: options.ticks, stroke: options.ink.grid, strokeOpacity: 1 })
    : Plot.gridY([...options.ticks], { stroke: options.ink.grid, strokeOpacity: 1 }),
  axis(Plot.axisY, options, { label: null, tickSize: 0, color: options.ink.muted }),
];
