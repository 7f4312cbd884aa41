import type { Estimator } from "@vae-lab/core";
import type { CategoricalCodes } from "@vae-lab/core/distributions";
import { measureValued, rebar, scoreFunction, straightThrough } from "@vae-lab/core/estimators";
import type { CategoricalCase } from "./categorical-cases.ts";
import type { EstimatorRow, ExactMoments, PerParameter } from "./estimator-case.ts";
import { type Expectation, momentsUnder } from "./expectation.ts";
import { scoreMoments } from "./score-moments.ts";

type Row = EstimatorRow<CategoricalCase, Estimator<CategoricalCodes>>;
type Exact = (testCase: CategoricalCase) => PerParameter<ExactMoments>;
type State = CategoricalCase["states"][number];

const eachLogit =
  (of: (testCase: CategoricalCase, k: number) => ExactMoments): Exact =>
  (testCase) => ({ logits: testCase.masses.map((_, k) => of(testCase, k)) });

const underStates =
  ({ states }: CategoricalCase): Expectation<State> =>
  (f) =>
    states.reduce((sum, state) => sum + state.mass * f(state), 0);

const over = (S: number, { mean, variance }: Required<ExactMoments>): ExactMoments => ({
  mean,
  variance: variance / S,
});

const massOf = ({ masses }: CategoricalCase, k: number): number => masses[k] ?? Number.NaN;

const ofScore = (samples: number, baseline: number | "leave-one-out" = 0): Exact =>
  eachLogit((testCase, k) =>
    scoreMoments(
      underStates(testCase),
      ({ b }) => testCase.value(b),
      ({ b }) => (b[k] ?? 0) - massOf(testCase, k),
      { samples, baseline },
    ),
  );

/** The code b with the unit of the k-th logit set to that logit's class. */
const withClass = (b: readonly number[], k: number, classes: number): number[] => {
  const first = k - (k % classes);
  return b.map((each, i) => (i >= first && i < first + classes ? Number(i === k) : each));
};

/** Moments of p_k (f(b with class k) − f(b)). */
const ofMeasureValued = (S: number): Exact =>
  eachLogit((testCase, k) =>
    over(
      S,
      momentsUnder(
        underStates(testCase),
        ({ b }) =>
          massOf(testCase, k) *
          (testCase.value(withClass(b, k, testCase.classes)) - testCase.value(b)),
      ),
    ),
  );

/** Moments of Σ_j ∂f/∂b_j ∂p_j/∂l_k = p_k (∂f/∂b_k − Σ_j p_j ∂f/∂b_j), j over the unit's classes. */
const ofStraightThrough = (S: number): Exact =>
  eachLogit((testCase, k) => {
    const first = k - (k % testCase.classes);
    const unit = Array.from({ length: testCase.classes }, (_, c) => first + c);
    return over(
      S,
      momentsUnder(underStates(testCase), ({ b }) => {
        const mean = unit.reduce((sum, j) => sum + massOf(testCase, j) * testCase.slope(b, j), 0);
        return massOf(testCase, k) * (testCase.slope(b, k) - mean);
      }),
    );
  });

/** The mean alone: the variance of REBAR is an integral over as many dimensions as there are classes. */
const ofRebar: Exact = eachLogit((testCase, k) => ({
  mean: testCase.gradient.logits?.[k] ?? Number.NaN,
}));

/** The estimators of E f for one-hot codes, with their exact moments. */
export const categoricalRows: readonly Row[] = [
  {
    name: "score function, S = 1",
    estimator: scoreFunction(),
    exact: ofScore(1),
    isUnbiased: true,
  },
  {
    name: "leave-one-out, S = 3",
    estimator: scoreFunction({ samples: 3, baseline: "leave-one-out" }),
    exact: ofScore(3, "leave-one-out"),
    isUnbiased: true,
  },
  {
    name: "measure-valued, S = 1",
    estimator: measureValued(),
    exact: ofMeasureValued(1),
    isUnbiased: true,
  },
  {
    name: "straight-through, S = 2",
    estimator: straightThrough({ samples: 2 }),
    exact: ofStraightThrough(2),
    isUnbiased: false,
  },
  ...[0.1, 0.5].map((temperature) => ({
    name: `REBAR, temperature ${temperature}, η = 1, S = 1`,
    estimator: rebar({ temperature }),
    exact: ofRebar,
    isUnbiased: true,
  })),
];
