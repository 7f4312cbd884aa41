import { setTimeout as sleep } from "node:timers/promises";
import { openSweeps, type SharedSweep } from "../workspace/open-sweeps.ts";
import type { Workspace } from "../workspace/workspace.ts";
import type { SweepResult } from "./sweep-events.ts";

export type { SharedSweep };

/** How often a worker without work looks for sweeps. */
const lookEveryMs = 500;

export interface JoinSweeps {
  readonly workspace: Pick<Workspace, "path">;
  /** Runs the trials of a sweep that no other process runs. */
  readonly join: (sweep: SharedSweep) => Promise<SweepResult>;
  /** Whether to return when no sweep has trials left, rather than wait for the next. */
  readonly stopsWhenIdle: boolean;
  /** Called each time that no sweep has trials left. */
  readonly onIdle?: () => void;
  readonly signal: AbortSignal;
}

/**
 * Works for the sweeps of a workspace, one after another. Those whose process died are worked for too,
 * and removed when their trials have ended. Returns the number of trials that failed.
 */
export const joinSweeps = async (options: JoinSweeps): Promise<{ readonly failed: number }> => {
  const { workspace, join, stopsWhenIdle, onIdle, signal } = options;
  const done = new Set<string>();
  let failed = 0;
  let isIdle = false;
  while (!signal.aborted) {
    const next = (await openSweeps(workspace)).find(({ id }) => !done.has(id));
    const sweep = await next?.read();
    if (next === undefined) {
      if (stopsWhenIdle) break;
      if (!isIdle) onIdle?.();
      isIdle = true;
      await sleep(lookEveryMs, undefined, { signal }).catch(() => undefined);
      continue;
    }
    isIdle = false;
    if (sweep !== undefined) {
      const result = await join(sweep);
      failed += result.failed.length;
      if (result.interrupted) break;
      await next.removeIfDead();
    }
    done.add(next.id);
  }
  return { failed };
};
