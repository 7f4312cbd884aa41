import { expect, test } from "vitest";
import { edgeProfile } from "../datasets/shifted-edges.ts";
import { edgeWidth } from "../metrics/blur/edge-width.ts";
import { bestSpread, widthOfSpread } from "./edge-blur.ts";

/** Weights of a normal over positions around a centre, by the midpoint rule. */
const around = (centre: number, spread: number) => {
  const n = 800;
  const points = Array.from({ length: n }, (_, i) => -6 + (12 * (i + 0.5)) / n);
  const weights = points.map((u) => Math.exp((-u * u) / 2));
  const total = weights.reduce((sum, w) => sum + w, 0);
  return points.map((u, i) => ({
    image: edgeProfile(centre + spread * u),
    weight: (weights[i] as number) / total,
  }));
};

/** The moments of each pixel over those positions. */
const moments = (centre: number, spread: number) => {
  const found = around(centre, spread);
  return Array.from({ length: 16 }, (_, x) => {
    const mean = found.reduce((sum, { image, weight }) => sum + weight * (image[x] as number), 0);
    const square = found.reduce(
      (sum, { image, weight }) => sum + weight * (image[x] as number) ** 2,
      0,
    );
    return { mean, variance: square - mean ** 2 };
  });
};
const centres = Array.from({ length: 16 }, (_, i) => 8 + (i + 0.5) / 16);

test.each([0.1, 0.5, 1])(
  "the width at a spread of %d is that of images averaged over positions",
  (spread) => {
    const widths = centres.map((centre) =>
      edgeWidth(moments(centre, spread).map(({ mean }) => mean)),
    );
    expect(widthOfSpread(spread)).toBeCloseTo(widths.reduce((a, b) => a + b, 0) / 16, 4);
  },
);

test.each([1.5, 2])("an edge of spread %d is 2.563 standard deviations wide", (spread) => {
  // 2 * scipy.stats.norm.ppf(.9). A pixel adds 1/12 to the variance; a straight line between pixels is
  // off by f″/f′/12 on average at each end, which is u/12 there in units of the spread
  const u = 2.5631031310892007 / 2;
  const expected = 2 * u * Math.sqrt(spread ** 2 + 1 / 12) + (2 * u) / spread / 12;
  expect(widthOfSpread(spread) / expected).toBeCloseTo(1, 2);
});

/** Minus the objective of a spread, with the cost by averaging over positions. */
const lossOf = (kind: "bernoulli" | "gaussian", beta: number, spread: number) => {
  const pixels = centres.flatMap((centre) => moments(centre, spread));
  const cost = pixels.reduce(
    (sum, { mean: m, variance }) =>
      sum +
      (kind === "gaussian"
        ? variance / (2 * 0.1)
        : m > 1e-12 && m < 1 - 1e-12
          ? -m * Math.log(m) - (1 - m) * Math.log(1 - m)
          : 0),
    0,
  );
  return cost - beta * Math.log(spread);
};

test.each([
  ["bernoulli", 8],
  ["gaussian", 20],
] as const)("no other spread is better (%s, beta %d)", (kind, beta) => {
  const likelihood = kind === "gaussian" ? { kind, variance: 0.1 } : { kind };
  const best = bestSpread(likelihood, beta);
  expect(best).toBeGreaterThan(0.02);
  for (const factor of [0.95, 1.05])
    expect(lossOf(kind, beta, best)).toBeLessThan(lossOf(kind, beta, factor * best));
});

test("a wide spread is τ√π/8 for the Gaussian likelihood, whose cost is 16·s/√π / 2σ² nats", () => {
  // ∫ Φ(1 − Φ) = 1/√π, so s = β·2σ²·√π/16
  const beta = 60;
  expect(
    bestSpread({ kind: "gaussian", variance: 0.1 }, beta) / ((0.1 * beta * Math.sqrt(Math.PI)) / 8),
  ).toBeCloseTo(1, 1);
});
