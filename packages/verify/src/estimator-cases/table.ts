import type { Estimator } from "@vae-lab/core";
import { classLaws, twoClassLaws } from "./class-laws.ts";
import { classRows } from "./class-rows.ts";
import { coinLaws } from "./coin-laws.ts";
import { coinRows } from "./coin-rows.ts";
import type { Integrand } from "./integrand.ts";
import type { EstimatorRow, Law } from "./law.ts";
import { type Measured, type MeasureOptions, measureEstimator } from "./measure.ts";
import { normalLaws } from "./normal-laws.ts";
import { normalRows } from "./normal-rows.ts";
import { singleCoinRows } from "./single-coin-rows.ts";
import { twoClassRows } from "./two-class-rows.ts";

/** An estimator asked for the gradient of one law. */
export interface Cell {
  readonly estimator: string;
  /** The family of laws: "normal", "coins" or "classes". */
  readonly family: string;
  readonly law: string;
  readonly integrand: Integrand["kind"];
  /** Whether the estimator is unbiased for every law of this family. */
  readonly isUnbiased: boolean;
  /** One entry for each coordinate of each parameter. */
  measure(options: MeasureOptions): readonly Measured[];
}

const cellsOf = <Q, L extends Law<Q>>(
  family: string,
  rows: readonly EstimatorRow<L, Estimator<Q>>[],
  laws: readonly L[],
): Cell[] =>
  rows.flatMap((row) =>
    laws.map((law) => ({
      estimator: row.name,
      family,
      law: law.name,
      integrand: law.integrand.kind,
      isUnbiased: row.isUnbiased,
      measure: (options) => measureEstimator(row, law, options),
    })),
  );

/** All estimators of E f on all laws that they take and whose answer is known. */
export const estimatorTable: readonly Cell[] = [
  ...cellsOf("normal", normalRows, normalLaws),
  ...cellsOf("coins", coinRows, coinLaws),
  ...cellsOf(
    "coins",
    singleCoinRows,
    coinLaws.filter(({ logits }) => logits.length === 1),
  ),
  ...cellsOf("classes", classRows, classLaws),
  ...cellsOf("classes", twoClassRows, twoClassLaws),
];

/** Pairs that the types refuse, and why. */
export const unsupportedPairs: readonly {
  readonly estimator: string;
  readonly family: string;
  readonly reason: string;
}[] = [
  {
    estimator: "pathwise",
    family: "coins",
    reason: "a draw of 0 or 1 has no derivative in the logit",
  },
  { estimator: "straight-through", family: "normal", reason: "the draws are not discrete" },
  { estimator: "Concrete", family: "normal", reason: "the law has no relaxation" },
  { estimator: "REBAR", family: "normal", reason: "the law has no relaxation" },
];
