import { normalCdf } from "@vae-lab/statistics";
import { expect, test } from "vitest";
import { edgeImages } from "../../datasets/shifted-edges.ts";
import { edgesGivenCodes, gridPositions } from "./edge-posterior.ts";
import { edgeWidth } from "./edge-width.ts";

const { from, to, side } = edgeImages;
/** q(z|x) = N(c·(position − 8), (c·spread)²): the position given a code in the middle is a normal. */
const c = 0.7;
const momentsOf = (spread: number) =>
  gridPositions.map((position) => ({
    mean: [c * (position - 8)],
    logVariance: [2 * Math.log(c * spread)],
  }));

/** A step at a normal position, each pixel the mean over its area: ∫ Φ = uΦ(u) + φ(u). */
const blurredEdge = (centre: number, spread: number): number[] => {
  const integral = (x: number) => {
    const u = (x - centre) / spread;
    return spread * (u * normalCdf(u) + Math.exp((-u * u) / 2) / Math.sqrt(2 * Math.PI));
  };
  return Array.from({ length: side }, (_, x) => integral(x + 1) - integral(x));
};

test.each([
  [0.3, 8],
  [0.3, 8.4],
  [0.8, 7.6],
])(
  "with a linear encoder a code leaves a normal of positions, of spread %d, and its edge is a step convolved with it",
  (spread, centre) => {
    const [found] = edgesGivenCodes([c * (centre - 8)], momentsOf(spread));
    expect(found?.spread).toBeCloseTo(spread, 3);
    expect(found?.width).toBeCloseTo(edgeWidth(blurredEdge(centre, spread)), 2);
    // log of the density of a normal over that of a uniform, E log = log(range) − ½ log 2πe s²
    const information = Math.log((to - from) / (spread * Math.sqrt(2 * Math.PI * Math.E)));
    expect(found?.information).toBeCloseTo(information, 3);
  },
);

test("a collapsed encoder leaves all positions open: no information, and the edge of the mean image", () => {
  const moments = gridPositions.map(() => ({ mean: [0, 0], logVariance: [0, 0] }));
  const found = edgesGivenCodes([0.3, -2, 5, 1], moments);
  expect(found).toHaveLength(2);
  for (const { width, spread, information } of found) {
    expect(width).toBeCloseTo(0.8 * (to - from), 6);
    expect(spread).toBeCloseTo((to - from) / Math.sqrt(12), 3);
    expect(information).toBeCloseTo(0, 9);
  }
});
