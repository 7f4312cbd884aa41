export { whyNotArtifactPath } from "./artifact-path.ts";
export { type MlflowClient, type MlflowClientOptions, mlflowClient } from "./client.ts";
export type { NewRun } from "./create-run.ts";
export type { Credentials } from "./credentials.ts";
export type {
  ArtifactFile,
  Dataset,
  DatasetInput,
  Experiment,
  LifecycleStage,
  Metric,
  Run,
  RunInfo,
  RunMetric,
  RunStatus,
  ViewType,
} from "./entities.ts";
export { MlflowError } from "./errors.ts";
export type { ExperimentSearch } from "./groups/experiments.ts";
export type { Log, RunSearch } from "./groups/runs.ts";
export { limits } from "./limits.ts";
export type { CallOptions } from "./request.ts";
export type { RetryOptions } from "./retry.ts";
export { whyNotKey } from "./rules.ts";
