// Posteriors found by optimisation

export type { AscentOptions } from "./ascend.ts";
export { type PerObservationOptions, perObservation } from "./per-observation.ts";
export { semiAmortised } from "./semi-amortised.ts";

// Constrained posteriors

export {
  type BatchNormalisedMeanOptions,
  normalisedRate,
  withBatchNormalisedMean,
} from "./batch-normalised-mean.ts";
export { type CommittedRateOptions, committedRate, withCommittedRate } from "./committed-rate.ts";
export { withVarianceFloor } from "./variance-floor.ts";
