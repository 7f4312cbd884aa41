// Configs

export { complaintsAbout, completeConfig, configKeys } from "./config/complete-config.ts";
export { labelOf } from "./config/label.ts";
export { DatasetName, flattenConfig, TrialConfig } from "./config/trial-config.ts";
export { InputError } from "./input-error.ts";

// Datasets

export type { Dataset, Split } from "./datasets/dataset.ts";
export { type FoundDataset, findDatasets } from "./datasets/find-datasets.ts";
export { loadDataset } from "./datasets/load-dataset.ts";
export { rememberingLast } from "./datasets/remember-last.ts";

// Metrics and tags

export {
  codesPath,
  type ImageKind,
  imageKinds,
  type Measure,
  systemMeasures,
  type TestMeasureKey,
  tags,
  testMeasures,
  trainMeasures,
  unitRateKey,
} from "./metrics/metrics.ts";

// Trials

export { type Backend, loadBackend } from "./backend/native.ts";
export type { Place, Resumption } from "./trial/resumption.ts";
export { runTrial, type TrialOptions } from "./trial/run-trial.ts";
export type { CodesFigure, Measures, TrialEvent } from "./trial/trial-events.ts";
export { trialId } from "./trial/trial-id.ts";

// Sweeps

export type { PlannedTrial, SweepEvent, SweepResult, TrialRow } from "./sweep/events.ts";
export { type HeldHome, holdHome } from "./sweep/hold-home.ts";
export { runSweep, type SweepOptions } from "./sweep/run-sweep.ts";
export type { TrialWorker } from "./sweep/trial-worker.ts";

// Studies

export { studies } from "./studies/studies.ts";
export type { Finding, Study, StudyOptions } from "./studies/study.ts";
