import { gaussHermite, meanUnder, normalDivergences } from "@vae-lab/core/exact";
import { expect, test } from "vitest";
import { fourthOrder } from "./fourth-order.ts";
import { leadingComponent } from "./leading-component.ts";
import { type Direction, unitDivergences } from "./unit-divergences.ts";

const divergences = {
  "reverse-kl": normalDivergences.reverseKl,
  "forward-kl": normalDivergences.forwardKl,
  jeffreys: normalDivergences.jeffreys,
} as const;
const directions = Object.keys(divergences) as Direction[];

const p = { mean: 0, logVariance: 0 };

/** Where f is least between two ends, by thirds. */
const leastAt = (f: (x: number) => number, ends: readonly [number, number]): number => {
  let [a, b] = ends;
  while (b - a > 1e-7) {
    const [c, d] = [a + (b - a) / 3, b - (b - a) / 3];
    if (f(c) < f(d)) b = d;
    else a = c;
  }
  return (a + b) / 2;
};

/** The least of an objective of q(z|x) by mean and log variance. */
const bestCode = (objective: (mean: number, logVariance: number) => number) => {
  const meanAt = (l: number) => leastAt((m) => objective(m, l), [-1, 1]);
  const logVariance = leastAt((l) => objective(meanAt(l), l), [-0.5, 0.5]);
  const mean = meanAt(logVariance);
  return { mean, logVariance, value: objective(mean, logVariance) };
};

/** The coefficient of a² in a function of a whose constant and linear terms vanish. */
const quadraticTerm = (f: (a: number) => number, a: number): number =>
  // Two steps cancel the term of the next order
  (2 * f(a)) / a ** 2 - f(2 * a) / (2 * a) ** 2;

const data = {
  "two values, κ = 1": [-1, 1],
  "three values, κ = 4": [0, 0, 0, 0, 0, 0, 2, -2],
};

test.each(
  Object.entries(data).flatMap(([name, values]) =>
    directions.map((direction) => [direction, name, values] as const),
  ),
)(
  "under %s and squared errors, %s, it is that of the numerical minimum",
  (direction, _, values) => {
    const tau = 1 / unitDivergences[direction].curvature;
    const gain = (a: number): number => {
      const w = Math.sqrt(a * tau);
      const gains = values.map((x) => {
        const objective = (mean: number, logVariance: number) =>
          (x - w * mean) ** 2 / 2 +
          (w ** 2 * Math.exp(logVariance)) / 2 +
          tau * divergences[direction]({ mean, logVariance }, p);
        return (bestCode(objective).value - x ** 2 / 2) / tau;
      });
      return gains.reduce((sum, each) => sum + each, 0) / values.length;
    };
    const component = leadingComponent(values, 1, "gaussian");
    expect(component.variance).toBeCloseTo(1, 12);
    expect(Math.abs(quadraticTerm(gain, 0.01) - fourthOrder(direction, component))).toBeLessThan(
      0.01,
    );
  },
);

/** Patterns of two pixels with their numbers: correlated, and one darker than the other. */
const patterns = [
  { x: [0, 0], count: 10 },
  { x: [0, 1], count: 3 },
  { x: [1, 0], count: 1 },
  { x: [1, 1], count: 6 },
] as const;
const images = patterns.flatMap(({ x, count }) => Array.from({ length: count }, () => x).flat());
const total = images.length / 2;
const rule = gaussHermite(12);
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

test.each(directions)(
  "under %s and Bernoulli logits it is that of the numerical minimum over q, and over the bias",
  (direction) => {
    const component = leadingComponent(images, 2, "bernoulli");
    const tau = component.variance / unitDivergences[direction].curvature;
    const chances = [0, 1].map(
      (d) => images.filter((_, i) => i % 2 === d && images[i] === 1).length / total,
    );
    const scale = chances.map((chance) => (chance * (1 - chance)) ** -0.5);
    // The leading eigenvector of a 2 × 2 matrix with equal diagonals is (1, 1)/√2
    const logit = (chance: number) => Math.log(chance / (1 - chance));
    const objective = (a: number, bias: readonly number[]) => {
      const w = scale.map((each) => each * Math.sqrt((a * tau) / 2));
      return patterns.map(({ x, count }) => {
        const own = (mean: number, logVariance: number) =>
          meanUnder(rule, (e) => {
            const z = mean + Math.exp(logVariance / 2) * e;
            return x.reduce<number>((sum, value, d) => {
              const eta = (bias[d] ?? 0) + (w[d] ?? 0) * z;
              return sum + softplus(eta) - value * eta;
            }, 0);
          }) +
          tau * divergences[direction]({ mean, logVariance }, p);
        return { ...bestCode(own), share: count / total, w };
      });
    };
    const least = (a: number): number => {
      let bias = chances.map(logit);
      for (let round = 0; round < 4; round++) {
        const codes = objective(a, bias);
        // One Newton step of each bias: its mean probability is the pixel's
        bias = bias.map((b, d) => {
          let [sum, slope] = [0, 0];
          for (const { mean, logVariance, share, w } of codes)
            for (const [i, e] of rule.nodes.entries()) {
              const z = mean + Math.exp(logVariance / 2) * e;
              const chance = 1 / (1 + Math.exp(-(b + (w[d] ?? 0) * z)));
              sum += share * (rule.weights[i] ?? 0) * chance;
              slope += share * (rule.weights[i] ?? 0) * chance * (1 - chance);
            }
          return b + ((chances[d] ?? 0) - sum) / slope;
        });
      }
      return objective(a, bias).reduce((sum, { value, share }) => sum + share * value, 0) / tau;
    };
    const collapsed = least(0);
    const found = quadraticTerm((a) => least(a) - collapsed, 0.01);
    expect(Math.abs(found - fourthOrder(direction, component))).toBeLessThan(0.01);
    // Without the terms of Bernoulli logits it differs
    const squared = fourthOrder(direction, { ...component, fourthPowers: 0 });
    expect(Math.abs(found - squared)).toBeGreaterThan(0.05);
  },
);
