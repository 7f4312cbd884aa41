import type { Estimator } from "@vae-lab/core";
import type { CategoricalCodes } from "@vae-lab/core/distributions";
import { measureValued, rebar, scoreFunction, straightThrough } from "@vae-lab/core/estimators";
import type { ClassLaw } from "./class-laws.ts";
import { type Expectation, momentsUnder } from "./expectation.ts";
import type { EstimatorRow, ExactMoments, PerParameter } from "./law.ts";
import { scoreMoments } from "./score-moments.ts";

type Row = EstimatorRow<ClassLaw, Estimator<CategoricalCodes>>;
type Exact = (law: ClassLaw) => PerParameter<ExactMoments>;
type State = ClassLaw["states"][number];

const eachLogit =
  (of: (law: ClassLaw, k: number) => ExactMoments): Exact =>
  (law) => ({ logits: law.masses.map((_, k) => of(law, k)) });

const underStates =
  ({ states }: ClassLaw): Expectation<State> =>
  (f) =>
    states.reduce((sum, state) => sum + state.mass * f(state), 0);

const over = (S: number, { mean, variance }: Required<ExactMoments>): ExactMoments => ({
  mean,
  variance: variance / S,
});

const massOf = ({ masses }: ClassLaw, k: number): number => masses[k] ?? Number.NaN;

const ofScore = (samples: number, baseline: number | "leave-one-out" = 0): Exact =>
  eachLogit((law, k) =>
    scoreMoments(
      underStates(law),
      ({ b }) => law.value(b),
      ({ b }) => (b[k] ?? 0) - massOf(law, k),
      { samples, baseline },
    ),
  );

/** The code with the k-th logit's unit in that class. */
const chosen = (b: readonly number[], k: number, classes: number): number[] => {
  const first = k - (k % classes);
  return b.map((each, i) => (i >= first && i < first + classes ? Number(i === k) : each));
};

/** p_k (f with the unit in class k − f), over all draws. */
const ofMeasureValued = (S: number): Exact =>
  eachLogit((law, k) =>
    over(
      S,
      momentsUnder(
        underStates(law),
        ({ b }) => massOf(law, k) * (law.value(chosen(b, k, law.classes)) - law.value(b)),
      ),
    ),
  );

/** Σ_j ∂f/∂b_j ∂p_j/∂l_k = p_k (∂f/∂b_k − Σ_j p_j ∂f/∂b_j), over the unit's classes. */
const ofStraightThrough = (S: number): Exact =>
  eachLogit((law, k) => {
    const first = k - (k % law.classes);
    const unit = Array.from({ length: law.classes }, (_, c) => first + c);
    return over(
      S,
      momentsUnder(underStates(law), ({ b }) => {
        const mean = unit.reduce((sum, j) => sum + massOf(law, j) * law.slope(b, j), 0);
        return massOf(law, k) * (law.slope(b, k) - mean);
      }),
    );
  });

/** Only the mean of REBAR is known here: its noise has as many dimensions as there are classes. */
const ofRebar: Exact = eachLogit((law, k) => ({
  mean: law.gradient.logits?.[k] ?? Number.NaN,
}));

/** The estimators of E f for one-hot codes. */
export const classRows: readonly Row[] = [
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
