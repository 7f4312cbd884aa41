import type { Estimator } from "@vae-lab/core";
import type { BernoulliCodes } from "@vae-lab/core/distributions";
import { measureValued, scoreFunction, straightThrough } from "@vae-lab/core/estimators";
import { type BernoulliCase, type BernoulliState, sigmoid } from "./bernoulli-cases.ts";
import type { EstimatorRow, ExactMoments, PerParameter } from "./estimator-case.ts";
import { type Expectation, momentsUnder } from "./expectation.ts";
import { rowsBySamples } from "./rows-by-samples.ts";
import { scoreMoments } from "./score-moments.ts";

type Row = EstimatorRow<BernoulliCase, Estimator<BernoulliCodes>>;
type Exact = (testCase: BernoulliCase) => PerParameter<ExactMoments>;
const eachUnit =
  (of: (testCase: BernoulliCase, k: number) => ExactMoments): Exact =>
  (testCase) => ({ logits: testCase.logits.map((_, k) => of(testCase, k)) });

const underStates =
  ({ states }: BernoulliCase): Expectation<BernoulliState> =>
  (f) =>
    states.reduce((sum, state) => sum + state.mass * f(state), 0);

const probability = ({ logits }: BernoulliCase, k: number): number =>
  sigmoid(logits[k] ?? Number.NaN);

const ofScore = (samples: number, baseline: number | "leave-one-out" = 0): Exact =>
  eachUnit((testCase, k) =>
    scoreMoments(
      underStates(testCase),
      ({ b }) => testCase.value(b),
      ({ b }) => (b[k] ?? 0) - probability(testCase, k),
      { samples, baseline },
    ),
  );

/** Moments of p(1 − p)(f(b with b_k = 1) − f(b with b_k = 0)) over the other units. */
const ofMeasureValued = (S: number): Exact =>
  eachUnit((testCase, k) => {
    const p = probability(testCase, k);
    const { mean, variance } = momentsUnder(
      underStates(testCase),
      ({ b }) => p * (1 - p) * (testCase.value(b.with(k, 1)) - testCase.value(b.with(k, 0))),
    );
    return { mean, variance: variance / S };
  });

/** Moments of f′(b) p(1 − p). */
const ofStraightThrough = (S: number): Exact =>
  eachUnit((testCase, k) => {
    const p = probability(testCase, k);
    const { mean, variance } = momentsUnder(
      underStates(testCase),
      ({ b }) => p * (1 - p) * testCase.slope(b, k),
    );
    return { mean, variance: variance / S };
  });

const bySamples = rowsBySamples<BernoulliCase, Estimator<BernoulliCodes>>;

/** The estimators of E f for Bernoulli codes, with their exact moments. */
export const bernoulliRows: readonly Row[] = [
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
  ...bySamples("straight-through", [1, 4], (samples) => ({
    estimator: straightThrough({ samples }),
    exact: ofStraightThrough(samples),
    isUnbiased: false,
  })),
];
