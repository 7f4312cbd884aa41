import { gaussHermite } from "@vae-lab/core/exact";
import type { Functional } from "@vae-lab/core/functionals";
import type { ExactMoments, PerParameter } from "./law.ts";

/** E F(log w₁ … log w_K) of one code: x = θz + N(0, variance), z ~ N(0, 1), q = N(mean, exp(l)). */
export interface WeightsLaw {
  readonly name: string;
  readonly functional: Functional;
  /** F in double precision, for any number of log-weights. */
  readonly plain: (logW: readonly number[]) => number;
  /** F is linear, so that leaving out a score is no bias. */
  readonly isLinear: boolean;
  /** K. */
  readonly samples: number;
  readonly beta: number;
  readonly x: number;
  readonly variance: number;
  readonly at: WeightsParameters;
}

/** θ generates; the other two are q's. */
export interface WeightsParameters {
  readonly mean: number;
  readonly logVariance: number;
  readonly theta: number;
}

/** A draw z = mean + σε: its log-weight, and what that is differentiated by. */
export interface WeightedDraw {
  readonly logW: number;
  /** ∂log w/∂z · ∂z/∂φ, the φ in log q held. */
  readonly path: { readonly mean: number; readonly logVariance: number };
  /** ∇_φ log q(z), z held. */
  readonly score: { readonly mean: number; readonly logVariance: number };
  readonly theta: number;
}

export const drawAt = (
  { x, variance, beta }: Pick<WeightsLaw, "x" | "variance" | "beta">,
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

/** Exact to 1e-7 for functionals of K draws as smooth as ours: nodesᴷ of them. */
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
export const expectedValue = (law: WeightsLaw, at: WeightsParameters = law.at): number => {
  const logW = new Map(rule.nodes.map((e) => [e, drawAt(law, at, e).logW]));
  let sum = 0;
  overDraws(law.samples, (drawn, mass) => {
    sum += mass * law.plain(drawn.map((e) => logW.get(e) ?? Number.NaN));
  });
  return sum;
};

/** ∇E F by central differences of the exact value: no formula of any estimator is in it. */
export const gradientOf = (law: WeightsLaw): PerParameter<number> => {
  const h = 1e-3;
  const by = (name: keyof WeightsParameters) => {
    const moved = (step: number) =>
      expectedValue(law, { ...law.at, [name]: law.at[name] + step * h });
    // Fourth order: the error is h⁴
    return [(8 * (moved(1) - moved(-1)) - (moved(2) - moved(-2))) / (12 * h)];
  };
  return { mean: by("mean"), logVariance: by("logVariance"), theta: by("theta") };
};

/** What an estimator puts on the path and on the score of each draw. */
export interface Coefficients {
  readonly path: number;
  readonly score: number;
}

/** F and its first and second derivative in each log-weight, by differences. */
export interface FunctionalAt {
  readonly value: number;
  readonly slopes: readonly number[];
  readonly curvatures: readonly number[];
}

const functionalAt = (plain: WeightsLaw["plain"], logW: readonly number[]): FunctionalAt => {
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

/** The exact mean and variance of one estimate that weighs paths and scores like this. */
export const momentsOf = (
  law: WeightsLaw,
  coefficients: (logW: readonly number[], f: FunctionalAt, law: WeightsLaw) => Coefficients[],
): PerParameter<ExactMoments> => {
  const draws = new Map(rule.nodes.map((e) => [e, drawAt(law, law.at, e)]));
  const sums = { mean: [0, 0], logVariance: [0, 0], theta: [0, 0] };
  const add = (sum: number[], mass: number, g: number) => {
    sum[0] = (sum[0] ?? 0) + mass * g;
    sum[1] = (sum[1] ?? 0) + mass * g * g;
  };
  overDraws(law.samples, (drawn, mass) => {
    const all = drawn.flatMap((e) => draws.get(e) ?? []);
    const logW = all.map((draw) => draw.logW);
    const f = functionalAt(law.plain, logW);
    const weighed = coefficients(logW, f, law);
    const inQ = (name: "mean" | "logVariance") =>
      all.reduce((sum, { path, score }, k) => {
        const of = weighed[k] ?? { path: Number.NaN, score: Number.NaN };
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
