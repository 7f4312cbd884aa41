import { expect, test } from "vitest";
import { exactGradient, gradientEstimates, target } from "./gradient-noise.ts";

const moments = (values: Float32Array) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance =
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, variance };
};

const count = 40_000;

test.for([
  { mu: -1, constant: 0, samples: 1 },
  { mu: 0.5, constant: 10, samples: 4 },
])("both estimates have the exact mean and variance at %o", (problem) => {
  const { mu, constant, samples } = problem;
  const estimates = gradientEstimates(problem, count, 1);
  // With z − 2 = a + e, the score function's term is ((a + e)² + c)e, whose moments follow from
  // E e² = 1, E e⁴ = 3 and E e⁶ = 15.
  const a = mu - target;
  const variances = {
    score: ((a * a + constant) ** 2 + 6 * (a * a + constant) + 15 + 8 * a * a) / samples,
    pathwise: 4 / samples,
  };
  for (const kind of ["score", "pathwise"] as const) {
    const { mean, variance } = moments(estimates[kind]);
    const standardError = Math.sqrt(variances[kind] / count);
    expect(Math.abs(mean - exactGradient(problem))).toBeLessThan(4 * standardError);
    expect(variance / variances[kind]).toBeGreaterThan(0.93);
    expect(variance / variances[kind]).toBeLessThan(1.07);
  }
});

test("a constant in the cost leaves the pathwise estimates as they are", () => {
  const problem = { mu: 0, constant: 0, samples: 2 };
  expect(gradientEstimates({ ...problem, constant: 50 }, 10, 3).pathwise).toEqual(
    gradientEstimates(problem, 10, 3).pathwise,
  );
});
