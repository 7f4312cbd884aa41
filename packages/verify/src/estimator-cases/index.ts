// Laws: what is known exactly of estimators, and how they are measured against it.

export { type ClassLaw, classLaw, classLaws, twoClassLaws } from "./class-laws.ts";
export { classRows } from "./class-rows.ts";
export { type CoinLaw, type CoinState, coinLaw, coinLaws } from "./coin-laws.ts";
export { coinRows } from "./coin-rows.ts";
export {
  constant,
  cosine,
  exponential,
  type Integrand,
  linear,
  logCosh,
  quadratic,
} from "./integrand.ts";
export type { EstimatorRow, ExactMoments, Law, PerParameter } from "./law.ts";
export { type Measured, type MeasureOptions, measureEstimator } from "./measure.ts";
export { type NormalLaw, normalLaw, normalLaws } from "./normal-laws.ts";
export { normalRows } from "./normal-rows.ts";
export {
  type SignalToNoise,
  type SignalToNoiseOptions,
  signalToNoise,
  slopeInSamples,
} from "./signal-to-noise.ts";
export { singleCoinRows } from "./single-coin-rows.ts";
export { type Cell, estimatorTable, unsupportedPairs } from "./table.ts";
export { twoClassRows } from "./two-class-rows.ts";
export type { WeightsLaw, WeightsParameters } from "./weights-law.ts";
export { type WeightsCell, weightsTable } from "./weights-table.ts";
