import type { Normal } from "@vae-lab/core";
import type { WeightsEstimator } from "@vae-lab/core/estimators";
import {
  dreg,
  pathwiseWeights,
  scoreFunctionWeights,
  stickingTheLanding,
  vimco,
} from "@vae-lab/core/estimators";
import type { EstimatorRow } from "./estimator-case.ts";
import {
  type Coefficients,
  type FunctionalAt,
  momentsOf,
  type WeightsCase,
} from "./weights-case.ts";

/** An estimator of ∇E F(log w) with its exact moments; some are unbiased for linear F only. */
export interface WeightsRow
  extends Omit<EstimatorRow<WeightsCase, WeightsEstimator<Normal>>, "isUnbiased"> {
  readonly isUnbiasedFor: "all" | "linear";
}

const alongPaths =
  (of: (slope: number, curvature: number, beta: number) => Coefficients) =>
  (_: readonly number[], { slopes, curvatures }: FunctionalAt, { beta }: WeightsCase) =>
    slopes.map((slope, k) => of(slope, curvatures[k] ?? Number.NaN, beta));

/** Scores weighted by F less a baseline from the other draws. */
const byScores =
  (baseline: (others: readonly number[], plain: WeightsCase["plain"]) => number) =>
  (logW: readonly number[], { value, slopes }: FunctionalAt, { beta, plain }: WeightsCase) =>
    slopes.map((slope, k) => ({
      path: 0,
      score:
        value -
        baseline(
          logW.filter((_, i) => i !== k),
          plain,
        ) -
        beta * slope,
    }));

const average = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

const rows = {
  pathwise: {
    estimator: pathwiseWeights(),
    coefficients: alongPaths((slope, _, beta) => ({ path: slope, score: -beta * slope })),
  },
  "sticking the landing": {
    estimator: stickingTheLanding(),
    coefficients: alongPaths((slope) => ({ path: slope, score: 0 })),
  },
  DReG: {
    estimator: dreg(),
    coefficients: alongPaths((slope, curvature, beta) => ({
      path: slope - beta * curvature,
      score: 0,
    })),
  },
  "score function": { estimator: scoreFunctionWeights(), coefficients: byScores(() => 0) },
  "leave-one-out": {
    estimator: scoreFunctionWeights({ baseline: "leave-one-out" }),
    coefficients: byScores((others, plain) => plain(others)),
  },
  "VIMCO, geometric": {
    estimator: vimco(),
    coefficients: byScores((others, plain) => plain([...others, average(others)])),
  },
  "VIMCO, arithmetic": {
    estimator: vimco({ average: "arithmetic" }),
    coefficients: byScores((others, plain) =>
      plain([...others, Math.log(average(others.map(Math.exp)))]),
    ),
  },
} satisfies Record<string, { estimator: WeightsEstimator<Normal>; coefficients: unknown }>;

/** The estimators of ∇E F(log w), with their exact moments. */
export const weightsRows: readonly WeightsRow[] = Object.entries(rows).map(
  ([name, { estimator, coefficients }]) => ({
    name,
    estimator,
    exact: (testCase) => momentsOf(testCase, coefficients),
    isUnbiasedFor: name === "sticking the landing" ? "linear" : "all",
  }),
);
