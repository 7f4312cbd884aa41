export { invalidArtifactPathReason } from "./artifact-path.ts";
export { type MlflowClient, type MlflowClientOptions, mlflowClient } from "./client.ts";
export type { NewRun } from "./create-run.ts";
export { type Credentials, parseTrackingUri } from "./credentials.ts";
export type {
  ArtifactFile,
  Dataset,
  DatasetInput,
  Experiment,
  LifecycleStage,
  LoggedModel,
  LoggedModelStatus,
  Metric,
  ModelMetric,
  Run,
  RunInfo,
  RunMetric,
  RunStatus,
  ViewType,
} from "./entities.ts";
export { MlflowError } from "./errors.ts";
export type { ArtifactsApi } from "./groups/artifacts.ts";
export type { ExperimentSearch, ExperimentsApi } from "./groups/experiments.ts";
export type {
  LoggedModelSearch,
  LoggedModelsApi,
  NewLoggedModel,
} from "./groups/logged-models.ts";
export type { MetricsApi } from "./groups/metrics.ts";
export type { RunChange, RunSearch, RunsApi } from "./groups/runs.ts";
export type { ServerApi } from "./groups/server.ts";
export { invalidKeyReason, limits } from "./limits.ts";
export type { Log, LogMetric } from "./logging/check-log.ts";
export type { LongValues } from "./logging/long-values.ts";
export type { BatchSink, MetricNames, RunWriter, RunWriterOptions } from "./logging/run-writer.ts";
export type { Multipart } from "./multipart-upload.ts";
export type { CallOptions } from "./request.ts";
export type { RetryOptions } from "./retry.ts";
export { type Journal, memoryJournal } from "./spool/journal.ts";
export type { Refusal } from "./spool/sender.ts";
export {
  openSpool,
  type Spool,
  type SpooledRun,
  type SpoolOptions,
  type SpoolState,
} from "./spool/spool.ts";
