import { gaussHermite } from "@vae-lab/core/exact";
import type { Functional } from "@vae-lab/core/functionals";
import type { ExactMoments, PerParameter } from "./estimator-case.ts";

/** A test case of weights estimators: E F(log w₁ … log w_K) with x = θz + N(0, variance), z ~ N(0, 1) and q = N(mean, exp(logVariance)). */
export interface WeightsCase {
  readonly name: string;
  readonly functional: Functional;
  /** F in double precision, for any number of log-weights. */
  readonly plain: (logW: readonly number[]) => number;
  /** Whether F is linear, so that leaving out the score causes no bias. */
  readonly isLinear: boolean;
  /** K. */
  readonly samples: number;
  readonly beta: number;
  readonly x: number;
  readonly variance: number;
  readonly at: WeightsParameters;
}

/** The parameters at which the gradient is taken: θ of the generative model, the others of q. */
export interface WeightsParameters {
  readonly mean: number;
  readonly logVariance: number;
  readonly theta: number;
}

/** The log-weight of a draw z = mean + σε and its derivatives. */
export interface WeightedDraw {
  readonly logW: number;
  /** ∂log w/∂z · ∂z/∂φ, with φ in log q constant. */
  readonly path: { readonly mean: number; readonly logVariance: number };
  /** ∇_φ log q(z) with z constant. */
  readonly score: { readonly mean: number; readonly logVariance: number };
  readonly theta: number;
}

export const drawAt = (
  { x, variance, beta }: Pick<WeightsCase, "x" | "variance" | "beta">,
  { mean, logVariance, theta }: WeightsParameters,
  e: number,
): WeightedDraw => {
  const sd = Math.exp(logVariance / 2);
  const z = mean + sd * e;
  const residual = x - theta * z;
  const logP = -(residual ** 2 / variance + Math.log(2 * Math.PI * variance)) / 2;
  const byZ = (theta * residual) / variance + beta * (e / sd - z);
  return {
    logW: logP + (beta * (e * e - z * z + logVariance)) / 2,
    path: { mean: byZ, logVariance: (byZ * sd * e) / 2 },
    score: { mean: e / sd, logVariance: (e * e - 1) / 2 },
    theta: (residual * z) / variance,
  };
};

/** Exact to 1e-7 for the functionals of `weightsCases`, with nodesᴷ evaluations. */
const rule = gaussHermite(24);

const overDraws = (samples: number, visit: (e: readonly number[], mass: number) => void): void => {
  const from = (drawn: readonly number[], mass: number): void => {
    if (drawn.length === samples) visit(drawn, mass);
    else
      rule.nodes.forEach((e, i) => {
        from([...drawn, e], mass * (rule.weights[i] ?? 0));
      });
  };
  from([], 1);
};

/** E F by quadrature over the K draws. */
export const expectedValue = (
  testCase: WeightsCase,
  at: WeightsParameters = testCase.at,
): number => {
  const logW = new Map(rule.nodes.map((e) => [e, drawAt(testCase, at, e).logW]));
  let sum = 0;
  overDraws(testCase.samples, (drawn, mass) => {
    sum += mass * testCase.plain(drawn.map((e) => logW.get(e) ?? Number.NaN));
  });
  return sum;
};

/** ∇E F by central differences of the exact value, independent of every estimator's formula. */
export const gradientOf = (testCase: WeightsCase): PerParameter<number> => {
  const h = 1e-3;
  const by = (name: keyof WeightsParameters) => {
    const moved = (step: number) =>
      expectedValue(testCase, { ...testCase.at, [name]: testCase.at[name] + step * h });
    // Fourth order: the error is h⁴
    return [(8 * (moved(1) - moved(-1)) - (moved(2) - moved(-2))) / (12 * h)];
  };
  return { mean: by("mean"), logVariance: by("logVariance"), theta: by("theta") };
};

/** The factors with which an estimator weights the path and the score of a draw. */
export interface Coefficients {
  readonly path: number;
  readonly score: number;
}

/** F and its first and second derivatives in each log-weight, by finite differences. */
export interface FunctionalAt {
  readonly value: number;
  readonly slopes: readonly number[];
  readonly curvatures: readonly number[];
}

const functionalAt = (plain: WeightsCase["plain"], logW: readonly number[]): FunctionalAt => {
  const h = 1e-3;
  const value = plain(logW);
  const moved = (k: number, step: number) => plain(logW.map((l, i) => (i === k ? l + step : l)));
  const beside = logW.map((_, k) => [moved(k, -h), moved(k, h)] as const);
  return {
    value,
    slopes: beside.map(([left, right]) => (right - left) / (2 * h)),
    curvatures: beside.map(([left, right]) => (right - 2 * value + left) / h ** 2),
  };
};

/** The exact mean and variance of an estimate with the given factors of paths and scores. */
export const momentsOf = (
  testCase: WeightsCase,
  coefficients: (logW: readonly number[], f: FunctionalAt, testCase: WeightsCase) => Coefficients[],
): PerParameter<ExactMoments> => {
  const draws = new Map(rule.nodes.map((e) => [e, drawAt(testCase, testCase.at, e)]));
  const sums = { mean: [0, 0], logVariance: [0, 0], theta: [0, 0] };
  const add = (sum: number[], mass: number, g: number) => {
    sum[0] = (sum[0] ?? 0) + mass * g;
    sum[1] = (sum[1] ?? 0) + mass * g * g;
  };
  overDraws(testCase.samples, (drawn, mass) => {
    const all = drawn.flatMap((e) => draws.get(e) ?? []);
    const logW = all.map((draw) => draw.logW);
    const f = functionalAt(testCase.plain, logW);
    const factors = coefficients(logW, f, testCase);
    const inQ = (name: "mean" | "logVariance") =>
      all.reduce((sum, { path, score }, k) => {
        const of = factors[k] ?? { path: Number.NaN, score: Number.NaN };
        return sum + of.path * path[name] + of.score * score[name];
      }, 0);
    add(sums.mean, mass, inQ("mean"));
    add(sums.logVariance, mass, inQ("logVariance"));
    const byTheta = all.reduce((sum, { theta }, k) => sum + (f.slopes[k] ?? 0) * theta, 0);
    add(sums.theta, mass, byTheta);
  });
  return Object.fromEntries(
    Object.entries(sums).map(([name, [first = 0, second = 0]]) => [
      name,
      [{ mean: first, variance: second - first ** 2 }],
    ]),
  );
};
