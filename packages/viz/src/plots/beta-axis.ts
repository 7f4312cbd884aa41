import { apart } from "../apart.ts";
import { logTicks } from "../axes.ts";
import { numberText } from "../number-text.ts";

/** The shared horizontal axis of panels over beta. */
export interface BetaAxis {
  readonly domain: readonly [low: number, high: number];
  readonly ticks: readonly number[];
  readonly nameOf: (tick: number) => string;
  /** Where a beta stands on the log axis: beta = 0 has a place of its own, left of the others. */
  readonly place: (beta: number) => number;
  /** Pixels from the left edge of a panel. */
  readonly pixel: (beta: number) => number;
  /** Pixels between the two closest betas. */
  readonly closest: number;
}

/** Log scales put beta = 0 as far left of the smallest beta as two octaves. */
const zeroPlace = (betas: readonly number[]): number => {
  const positive = betas.filter((beta) => beta > 0);
  return positive.length === 0 ? 0.25 : Math.min(...positive) / 4;
};

/** The axis of the given betas in panels `width` pixels wide. */
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
    ticks: apart(labelled, (tick) => [pixel(tick), 0], { x: 26, y: 1 }),
    nameOf: (tick) => (tick === zero && betas[0] === 0 ? "0" : numberText(tick)),
    place,
    pixel,
    closest: gaps.reduce((a, b) => Math.min(a, b), width),
  };
};
