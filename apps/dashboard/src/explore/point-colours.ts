import { classColour, type Theme } from "@vae-lab/viz";
import { interpolateViridis } from "d3-scale-chromatic";
import type { OpenedRun } from "./messages.ts";

/** What the colour of a code shows. */
export const colourings = {
  class: "class",
  rate: "rate, KL(q(z|x)‖p(z))",
  reconstruction: "reconstruction error, −log p(x|z)",
  density: "density of codes",
} as const;
export type Colouring = keyof typeof colourings;

/** The colourings that a run's data allow. */
export const colouringsOf = ({ labels, rates }: OpenedRun): Colouring[] => [
  ...(labels === undefined ? [] : (["class"] as const)),
  ...(rates === undefined ? [] : (["rate"] as const)),
  "reconstruction",
  "density",
];

export interface PointColours {
  /** The colour of each point: red, green and blue in the lowest bytes. */
  readonly colours: Uint32Array;
  /** The ends of a continuous scale. */
  readonly ends?: readonly [number, number];
}

/** A colour such as `#0072b2` in one number, red in the lowest byte. */
const packed = (colour: string): number => {
  const number = Number.parseInt(colour.slice(1), 16);
  return ((number & 255) << 16) | (number & 0xff00) | (number >> 16);
};

/** The number of cells along each side in which codes are counted. */
const cells = 60;

/** How many codes lie in the cell of each code. */
const densities = (x: Float32Array, y: Float32Array, half: number): Float32Array => {
  const cellOf = (value: number) =>
    Math.min(cells - 1, Math.max(0, Math.floor(((value + half) / (2 * half)) * cells)));
  const counts = new Float32Array(cells * cells);
  const own = x.map((value, n) => cellOf(y[n] ?? 0) * cells + cellOf(value));
  for (const cell of own) counts[cell] = (counts[cell] ?? 0) + 1;
  return own.map((cell) => counts[cell] ?? 0);
};

/** Continuous colours from the 1 % to the 99 % quantile, so that a few outliers do not flatten the rest. */
const continuous = (values: ArrayLike<number>): PointColours => {
  const sorted = Float64Array.from(values).sort();
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  const ends = [at(0.01), at(0.99)] as const;
  const span = ends[1] - ends[0] || 1;
  return {
    colours: Uint32Array.from(values, (value) =>
      packed(interpolateViridis(Math.min(1, Math.max(0, (value - ends[0]) / span)))),
    ),
    ends,
  };
};

/** The colours of a run's codes at places x, y. */
export const pointColours = (
  run: OpenedRun,
  colouring: Colouring,
  places: { readonly x: Float32Array; readonly y: Float32Array; readonly half: number },
  theme: Theme,
): PointColours => {
  const ways: Readonly<Record<Colouring, () => PointColours>> = {
    class: () => ({
      colours: Uint32Array.from(run.labels ?? [], (label) => packed(classColour(label, theme))),
    }),
    rate: () => continuous(run.rates ?? []),
    reconstruction: () => continuous(run.reconstructions.map((value) => -value)),
    density: () => continuous(densities(places.x, places.y, places.half)),
  };
  return ways[colouring]();
};
