import { logTicks } from "../axes.ts";
import { numberText } from "../number-text.ts";
import { withoutOverlap } from "../without-overlap.ts";

/** The horizontal axis that all panels share. */
export interface BetaAxis {
  readonly domain: readonly [low: number, high: number];
  readonly ticks: readonly number[];
  readonly nameOf: (tick: number) => string;
  /** Position of a beta on the log axis; beta = 0 is placed to the left of the others. */
  readonly place: (beta: number) => number;
  /** Pixels from the left edge of a panel. */
  readonly pixel: (beta: number) => number;
  /** Pixels between the two closest betas. */
  readonly closest: number;
}

/** Beta = 0 is placed two octaves to the left of the smallest positive beta. */
const zeroPlace = (betas: readonly number[]): number => {
  const positive = betas.filter((beta) => beta > 0);
  return positive.length === 0 ? 0.25 : Math.min(...positive) / 4;
};

/** The axis for these betas in panels of `width` pixels. */
export const betaAxis = (given: readonly number[], width: number): BetaAxis => {
  const betas = [...new Set(given)].sort((a, b) => a - b);
  const zero = zeroPlace(betas);
  const place = (beta: number): number => (beta > 0 ? beta : zero);
  const places = betas.map(place);
  const domain: [number, number] =
    places.length === 0 ? [0.1, 10] : [Math.min(...places) / 1.5, Math.max(...places) * 1.5];
  const perDecade = width / Math.log10(domain[1] / domain[0]);
  const pixel = (beta: number): number => Math.log10(place(beta) / domain[0]) * perDecade;
  const gaps = betas.slice(1).map((beta, index) => pixel(beta) - pixel(betas[index] ?? 0));
  const labelled = places.length <= 9 ? places : logTicks(domain);
  return {
    domain,
    ticks: withoutOverlap(labelled, (tick) => [pixel(tick), 0], { x: 26, y: 1 }),
    nameOf: (tick) => (tick === zero && betas[0] === 0 ? "0" : numberText(tick)),
    place,
    pixel,
    closest: gaps.reduce((a, b) => Math.min(a, b), width),
  };
};
