import type { Estimator } from "@vae-lab/core";
import { bernoulliCases } from "./bernoulli-cases.ts";
import { bernoulliRows } from "./bernoulli-rows.ts";
import { categoricalCases, twoClassCases } from "./categorical-cases.ts";
import { categoricalRows } from "./categorical-rows.ts";
import type { EstimatorCase, EstimatorRow } from "./estimator-case.ts";
import type { Integrand } from "./integrand.ts";
import { type EstimateOptions, estimateMoments, type MomentEstimate } from "./moment-estimates.ts";
import { normalCases } from "./normal-cases.ts";
import { normalRows } from "./normal-rows.ts";
import { singleUnitRows } from "./single-unit-rows.ts";
import { twoClassRows } from "./two-class-rows.ts";

/** An estimator applied to one case. */
export interface Cell {
  readonly estimator: string;
  /** The family of q: "normal", "bernoulli" or "categorical". */
  readonly family: string;
  /** The name of the case. */
  readonly testCase: string;
  readonly integrand: Integrand["kind"];
  /** Whether the estimator is unbiased for every case of this family. */
  readonly isUnbiased: boolean;
  /** Estimates the moments: one entry for each coordinate of each parameter. */
  estimate(options: EstimateOptions): readonly MomentEstimate[];
}

const cellsOf = <Q, L extends EstimatorCase<Q>>(
  family: string,
  rows: readonly EstimatorRow<L, Estimator<Q>>[],
  cases: readonly L[],
): Cell[] =>
  rows.flatMap((row) =>
    cases.map((testCase) => ({
      estimator: row.name,
      family,
      testCase: testCase.name,
      integrand: testCase.integrand.kind,
      isUnbiased: row.isUnbiased,
      estimate: (options) => estimateMoments(row, testCase, options),
    })),
  );

/** Every estimator of E f with every case that it applies to and whose exact gradient is known. */
export const estimatorTable: readonly Cell[] = [
  ...cellsOf("normal", normalRows, normalCases),
  ...cellsOf("bernoulli", bernoulliRows, bernoulliCases),
  ...cellsOf(
    "bernoulli",
    singleUnitRows,
    bernoulliCases.filter(({ logits }) => logits.length === 1),
  ),
  ...cellsOf("categorical", categoricalRows, categoricalCases),
  ...cellsOf("categorical", twoClassRows, twoClassCases),
];

/** Pairs of an estimator and a family that do not compile, with the reason. */
export const unsupportedPairs: readonly {
  readonly estimator: string;
  readonly family: string;
  readonly reason: string;
}[] = [
  {
    estimator: "pathwise",
    family: "bernoulli",
    reason: "a draw of 0 or 1 is not differentiable in the logit",
  },
  { estimator: "straight-through", family: "normal", reason: "the draws are not discrete" },
  { estimator: "Concrete", family: "normal", reason: "a normal distribution has no relaxation" },
  { estimator: "REBAR", family: "normal", reason: "a normal distribution has no relaxation" },
];
