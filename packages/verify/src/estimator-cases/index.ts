// Cases: expectations whose exact gradient is known

export {
  type BernoulliCase,
  type BernoulliState,
  bernoulliCase,
  bernoulliCases,
} from "./bernoulli-cases.ts";
export {
  type CategoricalCase,
  categoricalCase,
  categoricalCases,
  twoClassCases,
} from "./categorical-cases.ts";
export type { EstimatorCase, PerParameter } from "./estimator-case.ts";
export {
  constant,
  cosine,
  exponential,
  type Integrand,
  linear,
  logCosh,
  quadratic,
} from "./integrand.ts";
export { type NormalCase, normalCase, normalCases } from "./normal-cases.ts";
export type { WeightsCase, WeightsParameters } from "./weights-case.ts";

// Rows: estimators with the exact moments of their estimates

export { bernoulliRows } from "./bernoulli-rows.ts";
export { categoricalRows } from "./categorical-rows.ts";
export type { EstimatorRow, ExactMoments } from "./estimator-case.ts";
export { normalRows } from "./normal-rows.ts";
export { singleUnitRows } from "./single-unit-rows.ts";
export { twoClassRows } from "./two-class-rows.ts";

// Tables: every estimator with every case that it applies to

export { type Cell, estimatorTable, unsupportedPairs } from "./table.ts";
export { type WeightsCell, weightsTable } from "./weights-table.ts";

// Monte Carlo estimates of the moments

export { type EstimateOptions, estimateMoments, type MomentEstimate } from "./moment-estimates.ts";
