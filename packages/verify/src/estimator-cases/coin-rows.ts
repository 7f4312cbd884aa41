import type { Estimator } from "@vae-lab/core";
import type { BernoulliCodes } from "@vae-lab/core/distributions";
import { measureValued, scoreFunction, straightThrough } from "@vae-lab/core/estimators";
import { type CoinLaw, type CoinState, sigmoid } from "./coin-laws.ts";
import { type Expectation, momentsUnder } from "./expectation.ts";
import type { EstimatorRow, ExactMoments, PerParameter } from "./law.ts";
import { scoreMoments } from "./score-moments.ts";

type Row = EstimatorRow<CoinLaw, Estimator<BernoulliCodes>>;
type Exact = (law: CoinLaw) => PerParameter<ExactMoments>;
type OfUnit = (law: CoinLaw, k: number) => ExactMoments;

const eachUnit =
  (of: OfUnit): Exact =>
  (law) => ({ logits: law.logits.map((_, k) => of(law, k)) });

const underStates =
  ({ states }: CoinLaw): Expectation<CoinState> =>
  (f) =>
    states.reduce((sum, state) => sum + state.mass * f(state), 0);

const chance = ({ logits }: CoinLaw, k: number): number => sigmoid(logits[k] ?? Number.NaN);

const ofScore = (samples: number, baseline: number | "leave-one-out" = 0): Exact =>
  eachUnit((law, k) =>
    scoreMoments(
      underStates(law),
      ({ b }) => law.value(b),
      ({ b }) => (b[k] ?? 0) - chance(law, k),
      { samples, baseline },
    ),
  );

/** Over the other coins: p(1 − p)(f with the k-th at 1 − f with it at 0). */
const ofMeasureValued = (S: number): Exact =>
  eachUnit((law, k) => {
    const p = chance(law, k);
    const { mean, variance } = momentsUnder(
      underStates(law),
      ({ b }) => p * (1 - p) * (law.value(b.with(k, 1)) - law.value(b.with(k, 0))),
    );
    return { mean, variance: variance / S };
  });

/** f′(b) p(1 − p). */
const ofStraightThrough = (S: number): Exact =>
  eachUnit((law, k) => {
    const p = chance(law, k);
    const { mean, variance } = momentsUnder(
      underStates(law),
      ({ b }) => p * (1 - p) * law.slope(b, k),
    );
    return { mean, variance: variance / S };
  });

/** The estimators of E f for coins, each with what it makes of a law exactly. */
export const coinRows: readonly Row[] = [
  ...[1, 4].map((samples) => ({
    name: `score function, S = ${samples}`,
    estimator: scoreFunction({ samples }),
    exact: ofScore(samples),
    isUnbiased: true,
  })),
  ...[2, 4].map((samples) => ({
    name: `leave-one-out, S = ${samples}`,
    estimator: scoreFunction({ samples, baseline: "leave-one-out" }),
    exact: ofScore(samples, "leave-one-out"),
    isUnbiased: true,
  })),
  ...[1, 4].map((samples) => ({
    name: `measure-valued, S = ${samples}`,
    estimator: measureValued({ samples }),
    exact: ofMeasureValued(samples),
    isUnbiased: true,
  })),
  ...[1, 4].map((samples) => ({
    name: `straight-through, S = ${samples}`,
    estimator: straightThrough({ samples }),
    exact: ofStraightThrough(samples),
    isUnbiased: false,
  })),
];
