import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Experiment, Metric, MlflowClient, Run } from "mlflow-js-client";
import { makeFolder } from "../store/make-folder.ts";
import { artifactsOf } from "./artifacts-of.ts";
import { fileKeys } from "./file-keys.ts";
import { yaml } from "./yaml.ts";

export interface MlrunsOptions {
  readonly from: MlflowClient;
  /** Such as `mlruns`; made if it is not there. */
  readonly folder: string;
  readonly onRun?: (run: Run) => void;
  readonly signal?: AbortSignal;
}

export interface WrittenMlruns {
  experiments: number;
  runs: number;
  /** Runs that were there already, as they are now. */
  there: number;
  /** What a folder cannot hold as it was, one sentence each. */
  warnings: string[];
}

/**
 * Writes all runs, deleted ones as such, as MLflow's file store keeps them
 * (mlflow/store/tracking/file_store.py; MLflow ≥ 3.13 reads it with MLFLOW_ALLOW_FILE_STORE=true).
 * A run appears whole or not at all; called again, it writes what is new.
 */
export const writeMlruns = async (options: MlrunsOptions): Promise<WrittenMlruns> => {
  const { from, signal } = options;
  const folder = resolve(options.folder);
  const call = signal ? { signal } : {};
  const written: WrittenMlruns = { experiments: 0, runs: 0, there: 0, warnings: [] };
  const draft = join(folder, `.unfinished-${process.pid}`);
  try {
    for await (const experiment of from.experiments.search({}, call)) {
      const home = join(folder, experiment.experimentId);
      await writeExperiment(experiment, home);
      written.experiments++;
      const experimentIds = [experiment.experimentId];
      for await (const run of from.runs.search({ experimentIds, viewType: "ALL" }, call)) {
        options.onRun?.(run);
        const target = join(home, run.info.runId);
        const meta = metaOf(run, target);
        if (run.info.status !== "RUNNING" && (await isThere(target, meta))) {
          written.there++;
          continue;
        }
        await rm(draft, { recursive: true, force: true });
        await writeRun(from, run, draft, { call, warnings: written.warnings });
        await writeWithParents(join(draft, "meta.yaml"), meta);
        await rm(target, { recursive: true, force: true });
        await rename(draft, target);
        written.runs++;
      }
    }
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return written;
};

const isThere = async (target: string, meta: string): Promise<boolean> => {
  try {
    return (await readFile(join(target, "meta.yaml"), "utf8")) === meta;
  } catch {
    return false;
  }
};

const writeWithParents = async (path: string, body: string | Uint8Array): Promise<void> => {
  makeFolder(dirname(path));
  await writeFile(path, body);
};

const writeExperiment = async (experiment: Experiment, home: string): Promise<void> => {
  const meta = yaml({
    artifact_location: pathToFileURL(home).href,
    creation_time: experiment.creationTime ?? 0,
    experiment_id: experiment.experimentId,
    last_update_time: experiment.lastUpdateTime ?? 0,
    lifecycle_stage: "active",
    name: experiment.name,
  });
  await writeWithParents(join(home, "meta.yaml"), meta);
  for (const [key, value] of Object.entries(experiment.tags))
    await writeWithParents(join(home, "tags", key), value);
};

/** The order of protobuf's enum. */
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

interface Way {
  readonly call: { readonly signal?: AbortSignal };
  readonly warnings: string[];
}

const writeRun = async (
  from: MlflowClient,
  run: Run,
  draft: string,
  { call, warnings }: Way,
): Promise<void> => {
  const { runId } = run.info;
  for (const room of ["metrics", "params", "tags", "artifacts"]) makeFolder(join(draft, room));
  const place = (room: string, keys: readonly string[]): Map<string, string> => {
    const names = fileKeys(keys);
    for (const [key, name] of names)
      if (name !== key)
        warnings.push(
          `${room} "${key}" of run ${runId} is named "${name}": a folder cannot hold it beside the keys below it`,
        );
    return names;
  };
  const metrics = place(
    "metrics",
    run.data.metrics.map(({ key }) => key),
  );
  for (const [key, name] of metrics) {
    const lines: string[] = [];
    for await (const metric of from.metrics.history({ runId, key }, call))
      lines.push(metricLine(metric));
    await writeWithParents(join(draft, "metrics", name), lines.join(""));
  }
  for (const room of ["params", "tags"] as const)
    for (const [key, name] of place(room, Object.keys(run.data[room])))
      await writeWithParents(join(draft, room, name), run.data[room][key] ?? "");
  for await (const { path } of artifactsOf(from, runId, call)) {
    const body = await from.artifacts.download({ runId, path }, call);
    await writeWithParents(join(draft, "artifacts", path), body);
  }
};

/** Python's float() reads NaN, Infinity and every number as JavaScript writes it. */
const metricLine = ({ timestamp, value, step }: Metric): string =>
  `${timestamp} ${value} ${step}\n`;
