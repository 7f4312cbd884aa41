import { metricAgainstBeta } from "../src/index.ts";

// Three directions with equal values at twelve betas, five seeds each: coincident lines are striped in
// the colours of all directions.
const betas = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512];
const points = ["reverse-kl", "forward-kl", "half-jeffreys"].flatMap((direction) =>
  ["pathwise", "score-function"].flatMap((estimator) =>
    betas.flatMap((beta) =>
      [1, 2, 3, 4, 5].map((seed) => ({
        run: `${direction}/${beta}/${estimator}/${seed}`,
        ...{ direction, estimator, beta },
        value: 20 / (1 + (beta / 16) ** 2) + 0.4 * Math.sin(12.9898 * seed + beta),
      })),
    ),
  ),
);

export const draw = (document: Document): SVGElement =>
  metricAgainstBeta(points, {
    document,
    yLabel: "active units",
    reference: { value: 20, text: "all 20 units" },
  });
