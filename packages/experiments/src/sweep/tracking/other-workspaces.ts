import type { Run } from "mlflow-js-client";

export interface OtherWorkspacesOptions {
  /** How long a run may make no progress until it counts as abandoned. Default: 60 s. */
  readonly patienceMs?: number;
  /** How long a trial waits before its run elsewhere is looked at again. Default: 3 s. */
  readonly againInMs?: number;
}

/** Runs of other workspaces on the same tracking server, as a sweep sees them. */
export interface OtherWorkspaces {
  readonly againInMs: number;
  /**
   * Whether the process of a running run still makes progress, as far as one can tell: the run of a
   * process that was killed stays RUNNING until its workspace is used again.
   */
  isAlive(run: Run): boolean;
}

/** So long without a metric that no clock is as wrong: such a run is not waited for at all. */
const abandonedMs = 3_600_000;

const lastActivity = ({ info, data }: Run): number =>
  Math.max(info.startTime, ...data.metrics.map(({ timestamp }) => timestamp));

export const otherWorkspaces = (
  { patienceMs = 60_000, againInMs = 3_000 }: OtherWorkspacesOptions = {},
  now: () => number = () => performance.now(),
): OtherWorkspaces => {
  const seen = new Map<string, { readonly progress: string; readonly at: number }>();
  return {
    againInMs,
    isAlive: (run) => {
      if (Date.now() - lastActivity(run) > abandonedMs) return false;
      const { runId } = run.info;
      // By this process's clock: the other workspace may be on a machine whose clock differs.
      const progress = `${lastActivity(run)} ${Object.keys(run.data.params).length}`;
      const known = seen.get(runId);
      if (known?.progress === progress) return now() - known.at < patienceMs;
      seen.set(runId, { progress, at: now() });
      return true;
    },
  };
};

/** Whether a run goes on and another of the same trial gives way: the one that started first does. */
export const precedes = (one: Run, other: Run): boolean =>
  one.info.startTime === other.info.startTime
    ? one.info.runId < other.info.runId
    : one.info.startTime < other.info.startTime;
