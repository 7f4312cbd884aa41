// What linear theory says of a data set and of a trial, before anything is trained

export { type Moments, momentsOf } from "./covariance.ts";
export { type DataSpectrum, dataSpectrum, maxDataSize } from "./data-spectrum.ts";
export { type LinearVaeSetting, type Prediction, predict } from "./prediction.ts";
export { type RegulariserTheory, regulariserTheory } from "./regulariser-theory.ts";
export { type SpectrumSource, savedSpectrum } from "./saved-spectrum.ts";
export { theoryMetrics, theoryMetricsOf } from "./theory-metrics.ts";
export { isPredictable, predictTrial, type TrialPrediction } from "./trial-prediction.ts";
