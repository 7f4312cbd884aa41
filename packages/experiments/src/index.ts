// Configs

export {
  completeConfig,
  configKeys,
  issueMessages,
} from "./config/complete-config.ts";
export { labelOf } from "./config/label.ts";
export { DatasetName, flattenConfig, TrialConfig } from "./config/trial-config.ts";
export { InputError } from "./input-error.ts";

// Datasets

export { cacheLast } from "./datasets/cache-last.ts";
export type { Dataset, Split } from "./datasets/dataset.ts";
export { type FoundDataset, findDatasets } from "./datasets/find-datasets.ts";
export { loadDataset } from "./datasets/load-dataset.ts";

// Metrics and tags

export {
  codesPath,
  heldOutMetrics,
  type ImageKind,
  imageKinds,
  type MetricInfo,
  runFiles,
  systemMetrics,
  type TestMetricKey,
  tags,
  testMetrics,
  trainMetrics,
  unitRateKey,
} from "./metrics/metrics.ts";

// Trials

export type { Backend } from "./backend/backend.ts";
export { loadBackend } from "./backend/native.ts";
export type { ResumePoint } from "./trial/resume-or-start.ts";
export { runTrial, type TrialOptions } from "./trial/run-trial.ts";
export type { CodesFigure, Metrics, TrialEvent } from "./trial/trial-events.ts";
export { trialId } from "./trial/trial-id.ts";

// Sweeps

export { runSweep, type SweepOptions } from "./sweep/run-sweep.ts";
export type {
  FailedTrial,
  PlannedTrial,
  SweepEvent,
  SweepResult,
  TrialRow,
} from "./sweep/sweep-events.ts";
export type { TrialWorker } from "./sweep/workers/trial-worker.ts";
export { joinWorkspace } from "./workspace/join-workspace.ts";

// Studies

export type { Finding } from "./studies/finding.ts";
export { studies } from "./studies/studies.ts";
export type { Study, StudyOptions } from "./studies/study.ts";
