import { type CallOptions, type MlflowClient, MlflowError } from "mlflow-js-client";
import { errorMessage } from "../../error-message.ts";
import type { Claims } from "../../workspace/claims.ts";
import type { Workspace } from "../../workspace/workspace.ts";
import { readStudyRuns, type StudyRuns } from "./study-runs.ts";
import type { TrackingQueue } from "./tracking-queue.ts";

/** How long a sweep tries to reach the tracking server before it begins without. */
const patienceMs = 10_000;

/** Whether a call may succeed later: the server is away, or it is too busy. */
export const isAway = (error: unknown): boolean =>
  MlflowError.isInstance(error)
    ? error.isRetryable
    : error instanceof Error && /^(Abort|Timeout)Error$/.test(error.name);

interface ReadTracking {
  readonly client: MlflowClient;
  readonly queue: TrackingQueue;
  readonly experiment: (call?: CallOptions) => Promise<string>;
  readonly workspace: Workspace;
  readonly claims: Claims;
  /** Whether the sweep may begin without the server, because its results are kept. */
  readonly mayBeAway: boolean;
  readonly signal: AbortSignal;
  readonly notify: (text: string) => void;
}

/** A tag may hold anything. */
const isTrialId = (text: string): boolean => /^[\w-]{1,64}$/.test(text);

/** Ends a run unless a live process has its trial. */
const endIfAbandoned = async (
  runId: string,
  trial: string,
  { client, claims }: Pick<ReadTracking, "client" | "claims">,
): Promise<void> => {
  const claim = isTrialId(trial) ? await claims.claim(trial) : undefined;
  if (isTrialId(trial) && claim === undefined) return;
  await client.runs
    .update({ runId, status: "KILLED", endTime: Date.now() })
    .finally(() => claim?.release());
};

/**
 * The runs of a study, after those of processes that died are ended. Undefined if the server cannot be
 * reached or does not have all results of earlier sweeps: the workspace knows better then.
 * @throws errors of a server that answers, and of the embedded store.
 */
export const readTracking = async (options: ReadTracking): Promise<StudyRuns | undefined> => {
  const { client, queue, experiment, workspace, mayBeAway, signal, notify } = options;
  const kept = `the sweep begins with what ${workspace.path} knows, and its results are sent later`;
  if (!queue.hasAll) {
    notify(`tracking does not have all results of earlier sweeps; ${kept}`);
    return undefined;
  }
  const call = mayBeAway
    ? { signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]) }
    : { signal };
  try {
    const runs = await readStudyRuns(client, await experiment(call), workspace.id, { call });
    for (const { runId, trial } of runs.running) await endIfAbandoned(runId, trial, options);
    return runs;
  } catch (error) {
    signal.throwIfAborted();
    if (!mayBeAway || !isAway(error)) throw error;
    notify(`tracking cannot be reached (${errorMessage(error)}); ${kept}`);
    return undefined;
  }
};
