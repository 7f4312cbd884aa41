import type { Estimator, Normal } from "@vae-lab/core";
import { pathwise } from "@vae-lab/core";
import { measureValued, scoreFunction } from "@vae-lab/core/estimators";
import type { EstimatorRow, ExactMoments, PerParameter } from "./estimator-case.ts";
import {
  momentsUnder,
  underMaxwell,
  underNormal,
  underUniform,
  underWeibull,
} from "./expectation.ts";
import type { NormalCase } from "./normal-cases.ts";
import { rowsBySamples } from "./rows-by-samples.ts";
import { scoreMoments } from "./score-moments.ts";

type Row = EstimatorRow<NormalCase, Estimator<Normal>>;
type Exact = (testCase: NormalCase) => PerParameter<ExactMoments>;

const over = (S: number, { mean, variance }: Required<ExactMoments>): ExactMoments => ({
  mean,
  variance: variance / S,
});

const ofPathwise =
  (S: number): Exact =>
  ({ integrand, mean, sd }) => {
    const slope = (e: number) => integrand.slope(mean + sd * e);
    return {
      mean: [over(S, momentsUnder(underNormal, slope))],
      logVariance: [
        over(
          S,
          momentsUnder(underNormal, (e) => (sd / 2) * e * slope(e)),
        ),
      ],
    };
  };

/** The scores in mean and log variance are ε/σ and ½(ε² − 1). */
const ofScore =
  (samples: number, baseline: number | "leave-one-out" = 0): Exact =>
  ({ integrand, mean, sd }) => {
    const f = (e: number) => integrand.value(mean + sd * e);
    const of = (score: (e: number) => number) =>
      scoreMoments(underNormal, f, score, { samples, baseline });
    return { mean: [of((e) => e / sd)], logVariance: [of((e) => (e * e - 1) / 2)] };
  };

const ofMeasureValued =
  (S: number): Exact =>
  ({ integrand, mean, sd }) => {
    const f = (e: number) => integrand.value(mean + sd * e);
    const byMean = (w: number) => (f(w) - f(-w)) / (sd * Math.sqrt(2 * Math.PI));
    const byVariance = (m: number, u: number) => (f(m) - f(u * m)) / 2;
    const first = underMaxwell((m) => underUniform((u) => byVariance(m, u)));
    const second = underMaxwell((m) => underUniform((u) => byVariance(m, u) ** 2));
    return {
      mean: [over(S, momentsUnder(underWeibull, byMean))],
      logVariance: [over(S, { mean: first, variance: second - first ** 2 })],
    };
  };

const bySamples = rowsBySamples<NormalCase, Estimator<Normal>>;

/** The estimators of E f for normal codes, with their exact moments. */
export const normalRows: readonly Row[] = [
  ...bySamples("pathwise", [1, 4], (samples) => ({
    estimator: pathwise({ samples }),
    exact: ofPathwise(samples),
    isUnbiased: true,
  })),
  ...bySamples("score function", [1, 4], (samples) => ({
    estimator: scoreFunction({ samples }),
    exact: ofScore(samples),
    isUnbiased: true,
  })),
  ...bySamples("leave-one-out", [2, 4], (samples) => ({
    estimator: scoreFunction({ samples, baseline: "leave-one-out" }),
    exact: ofScore(samples, "leave-one-out"),
    isUnbiased: true,
  })),
  ...bySamples("measure-valued", [1, 4], (samples) => ({
    estimator: measureValued({ samples }),
    exact: ofMeasureValued(samples),
    isUnbiased: true,
  })),
];
