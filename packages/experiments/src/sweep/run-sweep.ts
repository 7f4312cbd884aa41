import type { MlflowClient } from "mlflow-js-client";
import type { TrialConfig } from "../config/trial-config.ts";
import { hashOf, readDataset } from "../datasets/load-dataset.ts";
import { InputError } from "../input-error.ts";
import { canonicalJson } from "../trial/trial-id.ts";
import { type LockedWorkspace, lockWorkspace } from "../workspace/lock-workspace.ts";
import { planOf } from "./plan.ts";
import { gitCommit } from "./provenance.ts";
import { type Outcome, recordTrial } from "./record-trial.ts";
import { schedule } from "./schedule.ts";
import type { PlannedTrial, SweepEvent, SweepResult, TrialRow } from "./sweep-events.ts";
import { closeAbandoned, experimentOf, readStudyRuns } from "./tracking/study-runs.ts";
import {
  type DurableJournal,
  openTrackingQueue,
  type TrackingQueue,
} from "./tracking/tracking-queue.ts";
import { forkWorker } from "./workers/fork-worker.ts";
import type { TrialWorker } from "./workers/trial-worker.ts";

export type { DurableJournal };

export interface SweepOptions {
  /** The experiment's name in tracking. */
  readonly study: string;
  readonly trials: readonly TrialConfig[];
  /** Folder for logs and checkpoints, made where it is not; one held already is released here. */
  readonly workspace: string | LockedWorkspace;
  readonly client: MlflowClient;
  /** Where what is logged waits while tracking is away; closed here. Default: in memory. */
  readonly journal?: DurableJournal;
  /** Trials at a time, each in a child process with one TensorFlow thread. */
  readonly workers: number;
  /** Stops within two seconds; what is finished stays finished. */
  readonly signal: AbortSignal;
  readonly onEvent: (event: SweepEvent) => void;
  /** Where trials run. Default: child processes. */
  readonly openWorker?: () => TrialWorker;
}

/** Reads every data set once before anything runs: what is absent or broken is said at once. */
const dataHashes = async (
  trials: readonly PlannedTrial[],
): Promise<(trial: PlannedTrial) => string> => {
  const hashes = new Map<string, string>();
  const ofTrial = new Map<string, string>();
  for (const { id, config } of trials) {
    const key = canonicalJson(config.dataset);
    const hash = hashes.get(key) ?? hashOf(await readDataset(config.dataset));
    hashes.set(key, hash);
    ofTrial.set(id, hash);
  }
  return ({ id }) => ofTrial.get(id) ?? "";
};

const otherDataNotice = (count: number): string =>
  `${count} finished ${count === 1 ? "run was" : "runs were"} on other data (data.hash differs from that of now) and ${count === 1 ? "does" : "do"} not count: what was asked there is asked again`;

/** Each notice once. */
const withoutRepeats = (onEvent: (event: SweepEvent) => void): ((event: SweepEvent) => void) => {
  const notices = new Set<string>();
  return (event) => {
    if (event.kind === "notice" && notices.has(event.text)) return;
    if (event.kind === "notice") notices.add(event.text);
    onEvent(event);
  };
};

/**
 * Runs the trials that have no finished run on the same data in tracking yet, and says what happens meanwhile. A
 * trial that fails is marked and the others go on; rows come in the order of `trials`.
 * @throws InputError before anything runs: a home that cannot be written or is in use, data that
 * are absent or broken, tracking that does not take what an earlier sweep left.
 */
export const runSweep = async (options: SweepOptions): Promise<SweepResult> => {
  const { workers } = options;
  if (!Number.isInteger(workers) || workers < 1)
    throw new InputError(`workers must be a whole number ≥ 1, got ${workers}`);
  const plan = planOf(options.trials);
  const workspace =
    typeof options.workspace === "string"
      ? await lockWorkspace(options.workspace)
      : options.workspace;
  try {
    const { client, journal, signal } = options;
    const say = (text: string) => options.onEvent({ kind: "notice", text });
    const queue = await openTrackingQueue({ client, durable: journal, signal, notify: say });
    const result = await sweepThrough(queue, plan, { ...options, workspace }).finally(queue.close);
    const named = result.rows.map((row) => ({ ...row, runId: queue.idOf(row.runId) }));
    return { ...result, rows: named };
  } finally {
    await workspace.release();
  }
};

const sweepThrough = async (
  queue: TrackingQueue,
  plan: readonly PlannedTrial[],
  options: SweepOptions & { readonly workspace: LockedWorkspace },
): Promise<SweepResult> => {
  const { study, client, workspace, workers, signal, openWorker = forkWorker } = options;
  const onEvent = withoutRepeats(options.onEvent);
  const experimentId = await experimentOf(client, study);
  const studyRuns = await readStudyRuns(client, experimentId, workspace.id);
  await closeAbandoned(client, studyRuns.abandoned);
  const [hashOfData, commit] = await Promise.all([dataHashes(plan), gitCommit()]);
  const rows = new Map<string, TrialRow>();
  for (const trial of plan) {
    const row = studyRuns.rowOf(trial, hashOfData(trial));
    if (row !== undefined) rows.set(trial.id, row);
  }
  const waiting = plan.filter(({ id }) => !rows.has(id));
  onEvent({ kind: "planned", waiting, skipped: [...rows.values()] });
  const stale = waiting.reduce(
    (n, trial) => n + studyRuns.finishedOnOtherData(trial, hashOfData(trial)),
    0,
  );
  if (stale > 0) onEvent({ kind: "notice", text: otherDataNotice(stale) });

  const failed: { trial: PlannedTrial; reason: string }[] = [];
  const provenance = (trial: PlannedTrial) => ({
    "data.hash": hashOfData(trial),
    ...(commit !== undefined && { "git.commit": commit }),
  });
  const context = { queue, studyRuns, experimentId, study, workspace, signal, provenance, onEvent };
  const perform = async (trial: PlannedTrial, worker: TrialWorker): Promise<Outcome> => {
    const outcome = await recordTrial(trial, worker, context).catch((error): Outcome => {
      const reason = error instanceof Error ? error.message : String(error);
      return signal.aborted ? { kind: "interrupted" } : { kind: "failed", reason };
    });
    if (outcome.kind === "finished") {
      rows.set(trial.id, outcome.row);
      onEvent({ kind: "finished", row: outcome.row });
    } else if (outcome.kind === "failed") {
      failed.push({ trial, reason: outcome.reason });
      onEvent({ kind: "failed", trial, reason: outcome.reason });
    }
    return outcome;
  };
  await schedule({ trials: waiting, workers, openWorker, perform, signal });

  const isDone = rows.size + failed.length === plan.length;
  return {
    rows: plan.map(({ id }) => rows.get(id)).filter((row) => row !== undefined),
    failed,
    interrupted: signal.aborted && !isDone,
  };
};
