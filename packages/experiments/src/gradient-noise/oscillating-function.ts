import type { ExactValue } from "../studies/evidence.ts";

interface Variances {
  readonly pathwise: number;
  readonly scoreFunction: number;
}

/** Variances by the trapezoidal rule on ±12. */
const byQuadrature = (frequency: number, spacing: number): Variances => {
  const steps = Math.round(12 / spacing);
  const moments = { pathwise: [0, 0], scoreFunction: [0, 0] };
  const add = (sums: number[], value: number, weight: number) => {
    sums[0] = (sums[0] ?? 0) + weight * value;
    sums[1] = (sums[1] ?? 0) + weight * value ** 2;
  };
  for (let i = -steps; i <= steps; i++) {
    const z = i * spacing;
    const weight = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * spacing;
    add(moments.pathwise, frequency * Math.cos(frequency * z), weight);
    add(moments.scoreFunction, z * Math.sin(frequency * z), weight);
  }
  const variance = ([first = 0, second = 0]: number[]) => second - first ** 2;
  return {
    pathwise: variance(moments.pathwise),
    scoreFunction: variance(moments.scoreFunction),
  };
};

/**
 * The variance of one estimate of the gradient of E sin(ωz), z ~ N(μ, 1), in μ at μ = 0: pathwise
 * ω cos(ωz), score function z sin(ωz). A counterexample like those of Mohamed et al. (2020, sec. 3).
 */
export const oscillatingVariances = (frequency: number): Variances => byQuadrature(frequency, 0.01);

const ratioAt = (frequency: number, spacing = 0.01): number => {
  const { pathwise, scoreFunction } = byQuadrature(frequency, spacing);
  return pathwise / scoreFunction;
};

/** The frequency at which both variances are equal, by bisection. */
const turn = (spacing: number): number => {
  let [low, high] = [0.5, 3];
  while (high - low > 1e-9) {
    const middle = (low + high) / 2;
    if (ratioAt(middle, spacing) < 1) low = middle;
    else high = middle;
  }
  return low;
};

/** Both variances by the frequency of f(z) = sin(ωz); errors are differences from a coarser rule. */
export const oscillatingFunction = (): ExactValue[] => [
  ...[0.25, 0.5, 1, 1.5, 2, 4, 8].map((frequency) => ({
    quantity: "variance of pathwise / score function, f(z) = sin ωz",
    at: { frequency },
    value: ratioAt(frequency),
    error: Math.abs(ratioAt(frequency) - ratioAt(frequency, 0.02)) + 1e-9,
    unit: "",
  })),
  {
    quantity: "ω from which pathwise has the larger variance",
    value: turn(0.01),
    error: Math.abs(turn(0.01) - turn(0.02)) + 1e-8,
    unit: "",
  },
];
