// The ELBO and its relatives

export { type AggregateElboOptions, aggregateElbo } from "./aggregate-elbo.ts";
export { type ElboOptions, elbo } from "./elbo.ts";
export { reconstructionOnly } from "./reconstruction-only.ts";

// Importance-weighted bounds

export {
  type ImportanceWeightedOptions,
  importanceWeighted,
  type WeightsObjective,
} from "./importance-weighted.ts";
export { ciwae, iwae, miwae, monteCarloElbo, vrAlpha } from "./importance-weighted-bounds.ts";

// Objectives with a gradient of their own

export {
  type OwnGradientObjective,
  type ReweightedWakeSleepOptions,
  reweightedWakeSleep,
} from "./reweighted-wake-sleep.ts";

// Types

export type { Joint } from "./joint.ts";
export type { Bound, Objective } from "./objective.ts";
