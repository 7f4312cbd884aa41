// Of repeated measurements.

export { type BootstrapOptions, bootstrapInterval } from "./bootstrap.ts";
export { type CurvePoint, fallsBelow, interpolatedAt } from "./crossing.ts";
export { differenceOfMeans, type MeanDifference } from "./difference-of-means.ts";
export { mean, standardError, sum, variance } from "./mean.ts";
export { enoughForInterval, type MeanInterval, meanInterval } from "./mean-interval.ts";
export { fitPowerLaw, type PowerLaw } from "./power-law.ts";
export { median, quantile } from "./quantile.ts";

// Distributions.

export { normalQuantile } from "./normal-quantile.ts";
export { normalCdf, twoSidedNormalTail } from "./normal-tail.ts";
export { studentQuantile } from "./student-quantile.ts";

// Logarithms of sums.

export { logMeanExp, logSumExp } from "./log-sum-exp.ts";
