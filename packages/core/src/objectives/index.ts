export { type AggregateElboOptions, aggregateElbo } from "./aggregate-elbo.ts";
export { type ElboOptions, elbo } from "./elbo.ts";
export {
  type ImportanceWeightedOptions,
  importanceWeighted,
  type WeightsObjective,
} from "./importance-weighted.ts";
export { ciwae, iwae, miwae, monteCarloElbo, vrAlpha } from "./importance-weighted-bounds.ts";
export type { Joint } from "./joint.ts";
export type { Bound, Objective } from "./objective.ts";
export { reconstructionOnly } from "./reconstruction-only.ts";
export {
  type OwnGradientObjective,
  type ReweightedWakeSleepOptions,
  reweightedWakeSleep,
} from "./reweighted-wake-sleep.ts";
