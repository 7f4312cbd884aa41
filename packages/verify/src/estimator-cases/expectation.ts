/** An expectation as a function of its integrand: f ↦ E f(draw). */
export type Expectation<T> = (f: (draw: T) => number) => number;

/**
 * Expectations by the trapezoidal rule over the whole line, in double precision: for smooth
 * functions its error falls faster than any power of the step.
 */
const overLine = (
  density: (t: number) => number,
  reach: number,
  step: number,
): Expectation<number> => {
  const half = Math.ceil(reach / step);
  const points = Array.from({ length: 2 * half + 1 }, (_, i) => (i - half) * step);
  const weights = points.map((t) => density(t) * step);
  return (f) => points.reduce((sum, t, i) => sum + (weights[i] ?? 0) * f(t), 0);
};

/** E f(ε), ε ~ N(0, 1). */
export const underNormal = overLine(
  (e) => Math.exp((-e * e) / 2) / Math.sqrt(2 * Math.PI),
  14,
  0.01,
);

/** E f(v), v standard logistic. */
export const underLogistic = overLine(
  (v) => {
    const e = Math.exp(-Math.abs(v));
    return e / (1 + e) ** 2;
  },
  40,
  0.01,
);

/** E f(M), M double-sided Maxwell: density m² e^(−m²/2)/√2π. */
export const underMaxwell: Expectation<number> = (f) => underNormal((m) => m * m * f(m));

/** ∫ f over an interval by Gauss–Legendre quadrature with 5 points in each cell. */
const overInterval = (
  [from, to]: readonly [number, number],
  cells: number,
  f: (t: number) => number,
): number => {
  const width = (to - from) / cells;
  let sum = 0;
  for (let cell = 0; cell < cells; cell++)
    for (const [node, weight] of gaussLegendre)
      sum += (weight / 2) * width * f(from + (cell + (1 + node) / 2) * width);
  return sum;
};

/** E f(W), W Weibull: density w e^(−w²/2), w > 0. */
export const underWeibull: Expectation<number> = (f) =>
  overInterval([0, 14], 280, (w) => w * Math.exp((-w * w) / 2) * f(w));

/** ∫₀¹ f(u) du. */
export const underUniform: Expectation<number> = (f) => overInterval([0, 1], 10, f);

const inner = Math.sqrt(5 - 2 * Math.sqrt(10 / 7)) / 3;
const outer = Math.sqrt(5 + 2 * Math.sqrt(10 / 7)) / 3;
const innerWeight = (322 + 13 * Math.sqrt(70)) / 900;
const outerWeight = (322 - 13 * Math.sqrt(70)) / 900;
const gaussLegendre: readonly (readonly [number, number])[] = [
  [-outer, outerWeight],
  [-inner, innerWeight],
  [0, 128 / 225],
  [inner, innerWeight],
  [outer, outerWeight],
];

/** The mean and the variance of g under an expectation. */
export const momentsUnder = <T>(
  expectation: Expectation<T>,
  g: (draw: T) => number,
): { readonly mean: number; readonly variance: number } => {
  const mean = expectation(g);
  return { mean, variance: expectation((draw) => (g(draw) - mean) ** 2) };
};
