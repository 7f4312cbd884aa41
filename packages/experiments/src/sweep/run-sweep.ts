import { join } from "node:path";
import type { CallOptions, MlflowClient } from "mlflow-js-client";
import { isOwn } from "../config/dataset.ts";
import type { TrialConfig } from "../config/trial-config.ts";
import { InputError } from "../input-error.ts";
import type { MeasureLevel } from "../metrics/measure-level.ts";
import { openClaims } from "../workspace/claims.ts";
import { joinWorkspace } from "../workspace/join-workspace.ts";
import { shareSweep } from "../workspace/open-sweeps.ts";
import { trialFileNames, trialPath } from "../workspace/trial-files.ts";
import { watchTrials } from "../workspace/watch-trials.ts";
import { watchWorkspace } from "../workspace/watch-workspace.ts";
import type { Workspace } from "../workspace/workspace.ts";
import { failedTrials } from "./failed-trials.ts";
import { findFinished } from "./find-finished.ts";
import { freeMemory } from "./free-memory.ts";
import { workersThatFit } from "./memory.ts";
import { once } from "./once.ts";
import { performTrial } from "./perform-trial.ts";
import { planOf } from "./plan.ts";
import { rememberPlan } from "./plan-changes.ts";
import { gitCommit } from "./provenance.ts";
import { resolveStart } from "./resolve-start.ts";
import { retries } from "./retries.ts";
import { type Schedule, schedule } from "./schedule.ts";
import { startIdOf } from "./start-of-trial.ts";
import type { SweepContext } from "./sweep-context.ts";
import type { PlannedTrial, SweepEvent, SweepResult } from "./sweep-events.ts";
import { experimentOf } from "./tracking/experiment-of.ts";
import { type OtherWorkspacesOptions, otherWorkspaces } from "./tracking/other-workspaces.ts";
import { readTracking } from "./tracking/read-tracking.ts";
import {
  type DurableJournal,
  openTrackingQueue,
  type TrackingQueue,
} from "./tracking/tracking-queue.ts";
import { longestFirst } from "./trial-work.ts";
import { waitForSpace } from "./wait-for-space.ts";
import { withoutRepeats } from "./without-repeats.ts";
import { forkWorker } from "./workers/fork-worker.ts";
import type { TrialWorker } from "./workers/trial-worker.ts";

export { type Estimate, estimateSweep } from "./estimate.ts";
export { type FinishedTrials, finishedTrials } from "./finished-trials.ts";
export { type JoinSweeps, joinSweeps, type SharedSweep } from "./join-sweeps.ts";
export { planOf } from "./plan.ts";
export { runBare } from "./run-bare.ts";
export { simulateFleet } from "./simulate-fleet.ts";
export { measuredWorkers, type WorkerTimes } from "./workers/measured-workers.ts";
export type { DurableJournal };

export interface SweepOptions {
  /** The name of the experiment in tracking. */
  readonly study: string;
  readonly trials: readonly TrialConfig[];
  /** The folder for logs and checkpoints, made if it is missing. Several sweeps may use it. */
  readonly workspace: string | Workspace;
  readonly client: MlflowClient;
  /** Keeps results while tracking is away; closed here. Default: in memory. */
  readonly journal?: DurableJournal;
  /**
   * The maximum number of trials that run at the same time, each in a process with one TensorFlow
   * thread. Fewer run if their memory is not free.
   */
  readonly workers: number;
  /** What is measured of trials that run now. Default: "basic". */
  readonly measure?: MeasureLevel | undefined;
  /** Stops the sweep within two seconds; finished trials stay finished. */
  readonly signal: AbortSignal;
  readonly onEvent: (event: SweepEvent) => void;
  /** Whether trials run again that failed before in a way that stays, such as a NaN. Default: false. */
  readonly retryFailed?: boolean;
  /** Whether a notice says how the trials differ from those of the study's last sweep. */
  readonly comparesPlans?: boolean;
  /** Whether workers of the workspace may join the sweep. Default: false. */
  readonly isShared?: boolean;
  /** The command that repeats a trial, given the file of its config. */
  readonly trainCommand?: (configFile: string) => string;
  /** The waits before a trial is tried again that crashed or lost its worker. Default: 1 s, 10 s. */
  readonly retryDelaysMs?: readonly number[];
  /** How long to wait for trials that other workspaces on the tracking server run. */
  readonly others?: OtherWorkspacesOptions;
  /** After how long without a sign of a process its trial is free for others. Default: 15 s. */
  readonly leaseMs?: number;
  /** Where trials run. Default: child processes. */
  readonly openWorker?: () => TrialWorker;
}

/**
 * Runs the trials that are not finished on the same data. A trial that fails is marked FAILED and the
 * others go on; if it may pass, as after a crash, it is tried again from its last snapshot. Several
 * sweeps may run at once: a trial runs in one of them, and its result is the result of all. Rows are in the order of `trials`.
 * @throws InputError before anything runs if the workspace cannot be written or is in use, or if data
 * are missing or damaged; later if the workspace is deleted
 */
export const runSweep = async (options: SweepOptions): Promise<SweepResult> => {
  const { workers } = options;
  if (!Number.isInteger(workers) || workers < 1)
    throw new InputError(`workers must be a whole number ≥ 1, got ${workers}`);
  const workspace =
    typeof options.workspace === "string"
      ? await joinWorkspace(options.workspace)
      : options.workspace;
  const watch = watchWorkspace(workspace);
  try {
    const signal = AbortSignal.any([options.signal, watch.signal]);
    const { client, journal } = options;
    const starts = new Map<string, string>();
    const planned = await planOf(options.trials, async (source, config) => {
      const { from, runId } = await resolveStart(source, { workspace: workspace.path, client });
      const { requireStart } = await import("./require-start.ts"); // loads TensorFlow
      await requireStart(config, from, workspace.path);
      if (runId !== undefined) starts.set("trial" in from ? from.trial : from.checkpoint, runId);
      return from;
    });
    // The workers read the data again
    if (options.trials.some(({ dataset }) => isOwn(dataset))) freeMemory();
    const notify = (text: string) => options.onEvent({ kind: "notice", text });
    const { trials: plan, notices, workerBytes } = planned;
    const fitting = workersThatFit(workers, workerBytes);
    [...notices, fitting.notice ?? []].flat().forEach(notify);
    const changed = options.comparesPlans
      ? await rememberPlan(workspace.path, options.study, plan)
      : undefined;
    if (changed !== undefined) notify(changed);
    const withdraw = options.isShared ? await share(workspace, plan, options) : undefined;
    const queue = await openTrackingQueue({ client, durable: journal, signal, notify });
    const { workOf } = planned;
    const inner = { ...options, workers: fitting.count, workspace, signal, starts, workOf };
    const result = await sweepThrough(queue, plan, inner).finally(async () => {
      await queue.close();
      await withdraw?.();
    });
    watch.signal.throwIfAborted();
    const rows = result.rows.map((row) => ({ ...row, runId: queue.idOf(row.runId) }));
    return { ...result, rows };
  } finally {
    watch.stop();
  }
};

const share = (
  workspace: Workspace,
  plan: readonly PlannedTrial[],
  { study, measure = "basic" }: SweepOptions,
): Promise<() => Promise<void>> =>
  shareSweep(workspace, { study, measure, trials: plan.map(({ config }) => config) });

const sweepThrough = async (
  queue: TrackingQueue,
  plan: readonly PlannedTrial[],
  options: SweepOptions & {
    readonly workspace: Workspace;
    /** The runs that trials start from, by a trial's id or a checkpoint's SHA-256. */
    readonly starts: ReadonlyMap<string, string>;
    readonly workOf: ReadonlyMap<string, number>;
  },
): Promise<SweepResult> => {
  const { study, client, workspace, workers, signal, openWorker = forkWorker } = options;
  const { measure = "basic" } = options;
  const onEvent = withoutRepeats(options.onEvent);
  const notify = (text: string) => onEvent({ kind: "notice", text });
  const experiment = once((call?: CallOptions) => experimentOf(client, study, call));
  const mayBeAway = options.journal !== undefined;
  const claims = openClaims(
    workspace.path,
    options.leaseMs === undefined ? {} : { leaseMs: options.leaseMs },
  );
  const runs = await readTracking({
    ...{ client, queue, experiment, workspace, claims, mayBeAway, signal, notify },
  });
  const { finished, notices } = await findFinished({ plan, study, runs, workspace });
  const rows = new Map(finished);
  const commandFor = ({ id }: PlannedTrial): string | undefined =>
    options.trainCommand?.(join(trialPath(workspace.path, id), trialFileNames.config));
  const failures = failedTrials({ workspace, commandFor, onEvent });
  const waiting = plan.filter(({ id }) => !rows.has(id));
  const before = options.retryFailed ? [] : await failures.before(waiting);
  const isLeft = new Set(before.map(({ trial }) => trial.id));
  const toRun = waiting.filter(({ id }) => !isLeft.has(id));
  onEvent({
    ...{ kind: "planned", waiting: toRun, skipped: [...rows.values()] },
    ...(before.length > 0 && { failed: before }),
  });
  notices.forEach(notify);

  const { delayOf } = retries(options.retryDelaysMs);
  const context: SweepContext = {
    ...{ client, queue, experiment, study, workspace, claims, measure, signal, onEvent },
    ...(await watchTrials(workspace, toRun)),
    others: otherWorkspaces(options.others),
    commandFor: options.trainCommand && ((trial) => commandFor(trial) ?? ""),
    runs: runs ?? { unfinishedOf: () => [] },
    ended: new Set(),
    runOfStart: (source) => options.starts.get(source) ?? rows.get(source)?.runId,
    retryOf: (id, failure, epoch) => (failure === "passing" ? delayOf(id, epoch) : undefined),
    commit: await gitCommit(),
    whenSpace: waitForSpace({ path: workspace.path, signal, notify }),
  };
  /** A trial cannot start from one that failed. It is tried again when that one is. */
  const failureOfStart = ({ config }: PlannedTrial) => {
    const id = startIdOf(config);
    const start = [...before, ...failures.now].find(({ trial }) => trial.id === id);
    if (start === undefined) return undefined;
    const reason = `the trial that it starts from failed: ${start.trial.label}`;
    return { reason, failure: "passing" } as const;
  };
  const perform: Schedule["perform"] = async (trial, worker, onComputed) => {
    const failedStart = failureOfStart(trial);
    if (failedStart !== undefined) {
      await failures.add(trial, failedStart);
      return { keepsWorker: true };
    }
    const outcome = await performTrial(trial, worker, context, onComputed);
    if (outcome.kind === "interrupted") return { keepsWorker: false };
    if (outcome.kind === "elsewhere") return outcome;
    if (outcome.kind === "finished") {
      await failures.forget(trial);
      rows.set(trial.id, outcome.row);
      onEvent({ kind: "finished", row: outcome.row });
      return { keepsWorker: true };
    }
    const { reason, retry } = outcome;
    if (retry === undefined) {
      await failures.add(trial, outcome);
      return { keepsWorker: false };
    }
    const { attempt, delayMs: inMs } = retry;
    onEvent({ kind: "retry", trial, reason, attempt, inMs });
    return { keepsWorker: false, againInMs: inMs };
  };
  const trials = workers === 1 ? toRun : longestFirst(toRun, options.workOf);
  await schedule({ trials, workers, openWorker, perform, signal });
  const failed = [...before, ...failures.now];

  const isDone = rows.size + failed.length === plan.length;
  return {
    rows: plan.map(({ id }) => rows.get(id)).filter((row) => row !== undefined),
    failed,
    interrupted: signal.aborted && !isDone,
  };
};
