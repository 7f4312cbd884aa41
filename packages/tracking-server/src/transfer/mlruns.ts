import { readFile, rename, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Experiment, MlflowClient, Run } from "mlflow-js-client";
import { modelsOf } from "./copy-models.ts";
import { type Attempts, attempts, type CopyProblem } from "./copy-report.ts";
import { within } from "./within.ts";
import { writeModelFiles } from "./write-model-files.ts";
import { writeRunFiles, writeWithParents } from "./write-run-files.ts";
import { yaml } from "./yaml.ts";

export interface MlrunsOptions {
  readonly from: MlflowClient;
  /** Such as `mlruns`; created if it does not exist. */
  readonly folder: string;
  /** Called before each run. */
  readonly onRun?: (run: Run) => void;
  readonly signal?: AbortSignal;
}

export interface WrittenMlruns {
  experiments: number;
  runs: number;
  /** Runs that the folder already had in their present state. */
  there: number;
  models: number;
  /** Deleted experiments, which are not written. */
  leftOut: number;
  /** Names that a folder cannot contain and that were changed, one sentence each. */
  warnings: string[];
  /** Items that were skipped. Their runs are tried again by the next call. */
  problems: CopyProblem[];
}

/**
 * Writes all runs, also deleted ones, and logged models of experiments that are not deleted, in the format of MLflow's file store
 * (mlflow/store/tracking/file_store.py; MLflow ≥ 3.13 reads it with MLFLOW_ALLOW_FILE_STORE=true).
 * Each run is written completely and then renamed into place. A repeated call writes what is new. An
 * item that the server refuses, or whose name would leave the folder, is skipped and reported.
 *
 * @throws MlflowError if the server cannot be reached or refuses access, file system errors, and the
 * signal's reason.
 */
export const writeMlruns = async (options: MlrunsOptions): Promise<WrittenMlruns> => {
  const { from, signal } = options;
  const folder = resolve(options.folder);
  const call = signal ? { signal } : {};
  const written: WrittenMlruns = {
    ...{ experiments: 0, runs: 0, there: 0, models: 0, leftOut: 0 },
    ...{ warnings: [], problems: [] },
  };
  const draft = join(folder, `.unfinished-${process.pid}`);
  const writeRun = async (run: Run, experimentFolder: string, trying: Attempts): Promise<void> => {
    const target = within(experimentFolder, run.info.runId);
    const meta = metaOf(run, target);
    if (run.info.status !== "RUNNING" && (await hasMeta(target, meta))) {
      written.there++;
      return;
    }
    await rm(draft, { recursive: true, force: true });
    await writeRunFiles(run, { from, call, trying, folder: draft, warnings: written.warnings });
    // A run with problems has a different meta.yaml, so that the next call writes it again.
    const isWhole = trying.failed === 0;
    await writeWithParents(join(draft, "meta.yaml"), isWhole ? meta : `${meta}# incomplete\n`);
    await rm(target, { recursive: true, force: true });
    await rename(draft, target);
    written.runs++;
  };
  const writeAll = async (experiment: Experiment): Promise<void> => {
    const experimentFolder = within(folder, experiment.experimentId);
    await writeExperiment(experiment, experimentFolder);
    written.experiments++;
    const experimentIds = [experiment.experimentId];
    for await (const run of from.runs.search({ experimentIds, viewType: "ALL" }, call)) {
      options.onRun?.(run);
      const { runId, runName } = run.info;
      const trying = attempts(written, { experiment: experiment.name, runId, runName });
      await trying.copy("the run", () => writeRun(run, experimentFolder, trying));
    }
    for (const model of await modelsOf(from, experiment.experimentId, { call })) {
      const { modelId } = model;
      const trying = attempts(written, { experiment: experiment.name, modelId });
      await trying.copy("the logged model", () =>
        writeModelFiles(model, experimentFolder, trying, { from, call }),
      );
      written.models++;
    }
  };
  try {
    for await (const _ of from.experiments.search({ viewType: "DELETED_ONLY" }, call))
      written.leftOut++;
    for await (const experiment of from.experiments.search({}, call))
      await attempts(written, { experiment: experiment.name }).copy("the experiment", () =>
        writeAll(experiment),
      );
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return written;
};

const hasMeta = async (target: string, meta: string): Promise<boolean> => {
  try {
    return (await readFile(join(target, "meta.yaml"), "utf8")) === meta;
  } catch {
    return false;
  }
};

const writeExperiment = async (experiment: Experiment, experimentFolder: string): Promise<void> => {
  const meta = yaml({
    artifact_location: pathToFileURL(experimentFolder).href,
    creation_time: experiment.creationTime ?? 0,
    experiment_id: experiment.experimentId,
    last_update_time: experiment.lastUpdateTime ?? 0,
    lifecycle_stage: "active",
    name: experiment.name,
  });
  await writeWithParents(join(experimentFolder, "meta.yaml"), meta);
  for (const [key, value] of Object.entries(experiment.tags))
    await writeWithParents(within(join(experimentFolder, "tags"), key), value);
};

/** The numbers of MLflow's protobuf enum. */
const statusNumber = { RUNNING: 1, SCHEDULED: 2, FINISHED: 3, FAILED: 4, KILLED: 5 } as const;
/** SourceType.LOCAL. */
const localSource = 4;

const metaOf = ({ info }: Run, target: string): string =>
  yaml({
    artifact_uri: pathToFileURL(join(target, "artifacts")).href,
    deleted_time: null,
    end_time: info.endTime ?? null,
    entry_point_name: "",
    experiment_id: info.experimentId,
    lifecycle_stage: info.lifecycleStage,
    run_id: info.runId,
    run_name: info.runName,
    run_uuid: info.runId,
    source_name: "",
    source_type: localSource,
    source_version: "",
    start_time: info.startTime,
    status: statusNumber[info.status],
    tags: [],
    user_id: info.userId ?? "",
  });
