import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { type MlflowClient, MlflowError, type Run } from "mlflow-js-client";
import { labelOf } from "../config/label.ts";
import { InputError } from "../input-error.ts";
import { runFiles, tags } from "../metrics/metrics.ts";
import { findRun } from "./find-run.ts";
import { type ReadCheckpoint, readCheckpoint } from "./read-checkpoint.ts";

/** Where runs are looked for, besides files. */
export interface LoadRunOptions {
  /** The tracking store or server; without one, a source must be a file or a folder. */
  readonly client?: MlflowClient | undefined;
  /** The folder of a workspace: it has the checkpoints of runs that did not send theirs. */
  readonly workspace?: string | undefined;
}

/** A finished run with its model, ready to use. */
export interface LoadedRun extends ReadCheckpoint {
  /** The label of its trial, or the name of its file. */
  readonly name: string;
  /** The run in tracking; absent if the source was a file. */
  readonly run?: Run;
}

const isMissing = (error: unknown): boolean =>
  (MlflowError.isInstance(error) && error.status === 404) ||
  (error as NodeJS.ErrnoException)?.code === "ENOENT";

/** What `read` resolves to; undefined if there is no such file. */
const ifThere = async <T>(read: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await read();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};

const named = (source: string, checkpoint: ReadCheckpoint): LoadedRun => ({
  ...checkpoint,
  name: checkpoint.config === undefined ? source : labelOf(checkpoint.config),
});

/** The checkpoint at a path that exists: a file, or in a trial's folder. */
const fromPath = async (path: string, isFolder: boolean): Promise<LoadedRun> => {
  const file = isFolder ? join(path, runFiles.checkpoint) : path;
  const bytes = await ifThere(() => readFile(file));
  if (bytes === undefined)
    throw new InputError(
      `cannot load a run from ${path}: the folder has no ${runFiles.checkpoint}; pass the folder of a finished trial`,
    );
  return named(path, await readCheckpoint(bytes, file));
};

const fromTracking = async (
  run: Run,
  client: MlflowClient,
  workspace: string | undefined,
): Promise<LoadedRun> => {
  const { runId, runName, status } = run.info;
  const path = runFiles.checkpoint;
  const sent = await ifThere(() => client.artifacts.download({ runId, path }));
  if (sent !== undefined)
    return { ...(await readCheckpoint(sent, `${path} of run ${runId}`)), name: runName, run };
  const trial = run.data.tags[tags.trial] ?? "";
  const file = workspace && trial !== "" ? join(workspace, "trials", trial, path) : undefined;
  const kept = file && (await ifThere(() => readFile(file)));
  if (file && kept) return { ...(await readCheckpoint(kept, file)), name: runName, run };
  const places = [`the file ${path} of the run in tracking`, file].filter(Boolean).join(" nor ");
  throw new InputError(
    `cannot load run ${runId} (${runName}): its checkpoint is missing, there is neither ${places}; its status is ${status}${status === "FINISHED" ? ", so train it again" : ": finish it first"}`,
  );
};

/**
 * Loads the model of a finished run. The source is a run's id or a beginning of it, its label, a
 * trial's folder, or a checkpoint file.
 * @throws InputError if there is no such run, if it is one of several, or if it has no usable checkpoint
 */
export const loadRun = async (
  source: string,
  { client, workspace }: LoadRunOptions = {},
): Promise<LoadedRun> => {
  const found = await stat(source).catch(() => undefined);
  if (found !== undefined) return fromPath(source, found.isDirectory());
  if (client === undefined)
    throw new InputError(
      `cannot load ${JSON.stringify(source)}: there is no such file, and no store of runs; pass a checkpoint file or a trial's folder`,
    );
  return fromTracking(await findRun(client, source), client, workspace);
};
