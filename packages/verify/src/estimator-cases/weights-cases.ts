import type { Functional } from "@vae-lab/core/functionals";
import {
  convexCombination,
  logMeanExp,
  mean,
  ofMeanWeight,
  renyi,
} from "@vae-lab/core/functionals";
import type { WeightsCase } from "./weights-case.ts";

const average = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const powerMean = (logW: readonly number[], t: number) =>
  Math.log(average(logW.map((l) => Math.exp(t * l)))) / t;

const functionals: {
  readonly functional: Functional;
  readonly plain: WeightsCase["plain"];
  readonly beta?: number;
}[] = [
  { functional: mean, plain: average },
  { functional: logMeanExp, plain: (l) => powerMean(l, 1) },
  { functional: logMeanExp, plain: (l) => powerMean(l, 1), beta: 0.5 },
  {
    functional: convexCombination(0.3, mean, logMeanExp),
    plain: (l) => 0.3 * average(l) + 0.7 * powerMean(l, 1),
  },
  { functional: renyi(0.5), plain: (l) => powerMean(l, 0.5) },
  { functional: renyi(2), plain: (l) => powerMean(l, -1) },
  {
    functional: ofMeanWeight({
      name: "u²/2",
      value: (u) => u.square().mul(0.5),
      slope: (u) => u.clone(),
      curvature: (u) => u.onesLike(),
    }),
    plain: (l) => powerMean(l, 1) ** 2 / 2,
  },
];

/** Each functional of K = 3 log-weights, with a q that differs from the posterior. */
export const weightsCases: readonly WeightsCase[] = functionals.map(
  ({ functional, plain, beta = 1 }) => ({
    name: `${functional.name} of 3 log-weights${beta === 1 ? "" : `, beta ${beta}`}`,
    functional,
    plain,
    isLinear: functional === mean,
    samples: 3,
    beta,
    x: 1.2,
    variance: 0.8,
    at: { mean: 0.2, logVariance: -0.5, theta: 0.9 },
  }),
);
