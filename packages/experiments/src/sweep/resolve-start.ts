import type { MlflowClient } from "mlflow-js-client";
import type { PartOf } from "../config/trial-config.ts";
import { errorMessage } from "../error-message.ts";
import { InputError } from "../input-error.ts";
import { runFiles, tags } from "../metrics/metrics.ts";
import { findRun } from "../runs/find-run.ts";
import type { StartFiles } from "../trial/start.ts";
import { filesBeside, filesOfTrial, keepStart } from "../workspace/start-files.ts";

type From = PartOf<"from">;

/** What a start is called in a config once its source is known: by a trial's id or a SHA-256. */
export interface ResolvedStart {
  readonly from: { readonly trial: string } | { readonly checkpoint: string };
  /** The run of the source, if it was named. */
  readonly runId?: string;
}

/** @throws InputError unless the state is there, where a trial needs it */
const requireState = ({ state }: StartFiles, { optimizer }: From, source: string): void => {
  if (optimizer && state === undefined)
    throw new InputError(
      `cannot go on with the state of the optimizer of ${source}: it is kept only in the workspace of the run, with the checkpoint of the last epoch; leave out from.optimizer (--fresh-optimizer)`,
    );
};

const fromFile = async (workspace: string, path: string, from: From): Promise<ResolvedStart> => {
  const files = await filesBeside(path).catch((cause) => {
    throw new InputError(`cannot read the file of from.file: ${errorMessage(cause)}`, { cause });
  });
  requireState(files, from, path);
  return { from: { checkpoint: await keepStart(workspace, files) } };
};

const fromRun = async (
  workspace: string,
  client: MlflowClient,
  from: From,
): Promise<ResolvedStart> => {
  const { info, data } = await findRun(client, from.run ?? "");
  const { runId } = info;
  const trial = data.tags[tags.trial];
  const here = trial === undefined ? undefined : await filesOfTrial(workspace, trial);
  const name = `run ${runId} (${info.runName})`;
  if (trial !== undefined && here !== undefined) {
    requireState(here, from, name);
    return { from: { trial }, runId };
  }
  const checkpoint = await client.artifacts
    .download({ runId, path: runFiles.checkpoint })
    .catch((cause) => {
      throw new InputError(
        `cannot start from ${name}: its checkpoint is neither in the workspace ${workspace} nor in tracking (${errorMessage(cause)}); its status is ${info.status}`,
        { cause },
      );
    });
  requireState({ checkpoint }, from, name);
  return { from: { checkpoint: await keepStart(workspace, { checkpoint }) }, runId };
};

/**
 * Finds a checkpoint file or a run that a trial starts from, and keeps a checkpoint from elsewhere in
 * the workspace.
 * @throws InputError if there is no such file or run, or it has no checkpoint, or not the state of the
 * optimizer that the trial goes on with
 */
export const resolveStart = async (
  from: From,
  { workspace, client }: { readonly workspace: string; readonly client: MlflowClient },
): Promise<ResolvedStart> =>
  from.file === undefined ? fromRun(workspace, client, from) : fromFile(workspace, from.file, from);
