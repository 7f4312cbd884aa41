export { whyNotArtifactPath } from "./artifact-path.ts";
export { type MlflowClient, type MlflowClientOptions, mlflowClient } from "./client.ts";
export type { NewRun } from "./create-run.ts";
export { type Credentials, parseTrackingUri } from "./credentials.ts";
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
export type { RunSearch } from "./groups/runs.ts";
export { limits } from "./limits.ts";
export type { Log } from "./logging/check-log.ts";
export type { LongValues } from "./logging/long-values.ts";
export type { BatchSink, MetricNames, RunWriter, RunWriterOptions } from "./logging/run-writer.ts";
export type { Multipart } from "./multipart.ts";
export type { CallOptions } from "./request.ts";
export type { RetryOptions } from "./retry.ts";
export { whyNotKey } from "./rules.ts";
export { type Journal, memoryJournal } from "./spool/journal.ts";
export type { Refusal } from "./spool/sender.ts";
export {
  openSpool,
  type Spool,
  type SpooledRun,
  type SpoolOptions,
  type SpoolState,
} from "./spool/spool.ts";
