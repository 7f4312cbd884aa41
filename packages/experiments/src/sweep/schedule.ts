import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { startIdOf } from "./start-of-trial.ts";
import type { PlannedTrial } from "./sweep-events.ts";
import type { TrialWorker } from "./workers/trial-worker.ts";

/** What becomes of a worker and of the trial that ran on it. */
export interface Performed {
  /** Whether the worker can run another trial. */
  readonly keepsWorker: boolean;
  /** After how many milliseconds the trial is performed again; undefined if it is done. */
  readonly againInMs?: number;
}

export interface Schedule {
  readonly trials: readonly PlannedTrial[];
  readonly workers: number;
  readonly openWorker: () => TrialWorker;
  /**
   * Runs one trial on the worker of its lane, which is opened when it is needed. Calls `onComputed` when
   * the worker has computed all of it, and resolves when it is recorded. Never rejects.
   */
  readonly perform: (
    trial: PlannedTrial,
    worker: () => TrialWorker,
    onComputed: () => void,
  ) => Promise<Performed>;
  readonly signal: AbortSignal;
}

interface Postponed {
  readonly trial: PlannedTrial;
  readonly dueAt: number;
}

/**
 * The trials in order, each after the trial of them that it starts from, and then those that were
 * postponed as they become due.
 */
const waitingLine = (trials: readonly PlannedTrial[], signal: AbortSignal) => {
  const waiting: (PlannedTrial | undefined)[] = [...trials];
  /** The first that waits: those before it were taken. */
  let head = 0;
  const unfinished = new Set(trials.map(({ id }) => id));
  let postponed: Postponed[] = [];
  let wake: () => void = () => undefined;
  let end = new Promise<void>((resolve) => {
    wake = resolve;
  });
  return {
    postpone: (trial: PlannedTrial, ms: number): void => {
      postponed.push({ trial, dueAt: Date.now() + ms });
      postponed.sort((a, b) => a.dueAt - b.dueAt);
    },
    /** Tells that a trial has ended: those that start from it can run. */
    ended: ({ id }: PlannedTrial): void => {
      unfinished.delete(id);
      wake();
      end = new Promise((resolve) => {
        wake = resolve;
      });
    },
    /** The next trial, or a promise of the time to ask again; undefined if none is left. */
    next: (): PlannedTrial | Promise<unknown> | undefined => {
      const [soonest] = postponed;
      const wait = soonest === undefined ? undefined : soonest.dueAt - Date.now();
      if (soonest !== undefined && wait !== undefined && wait <= 0) {
        postponed = postponed.slice(1);
        return soonest.trial;
      }
      while (head < waiting.length && waiting[head] === undefined) head++;
      for (let at = head; at < waiting.length; at++) {
        const trial = waiting[at];
        if (trial === undefined || unfinished.has(startIdOf(trial.config) ?? "")) continue;
        waiting[at] = undefined;
        return trial;
      }
      const due = wait !== undefined && sleep(wait, undefined, { signal }).catch(() => undefined);
      if (head < waiting.length) return due ? Promise.race([due, end]) : end;
      return due || undefined;
    },
  };
};

/**
 * Runs the trials in order, each on the first free worker after the trial that it starts from, and
 * those that are to be performed again when they are due. A worker computes its next trial while the last
 * one is recorded. It is used for further trials until one fails on it; then it is replaced. An abort
 * stops all workers.
 */
export const schedule = async (plan: Schedule): Promise<void> => {
  const { trials, workers, openWorker, perform, signal } = plan;
  const line = waitingLine(trials, signal);
  const open = new Set<TrialWorker>();
  setMaxListeners(0, signal); // each worker that waits listens
  const stopAll = () => {
    for (const worker of open) worker.stop();
  };
  signal.addEventListener("abort", stopAll);

  const lane = async (): Promise<void> => {
    let worker: TrialWorker | undefined;
    const opened = (): TrialWorker => {
      worker ??= openWorker();
      open.add(worker);
      return worker;
    };
    const retire = async () => {
      if (worker === undefined) return;
      await worker.stop();
      open.delete(worker);
      worker = undefined;
    };
    /** The trial that the worker has computed, while it is recorded. */
    let recording: Promise<unknown> | undefined;
    const recorded = async (): Promise<void> => {
      await recording;
      recording = undefined;
    };
    while (!signal.aborted) {
      const next = line.next();
      if (next === undefined) {
        if (recording === undefined) break;
        await recorded(); // it may be performed again
        continue;
      }
      if (next instanceof Promise) {
        await next;
        continue;
      }
      let performed: Promise<Performed> | undefined;
      const isComputed = await new Promise<boolean>((resolve) => {
        performed = perform(next, opened, () => resolve(true)).then((outcome) => {
          if (outcome.againInMs === undefined) line.ended(next);
          else line.postpone(next, outcome.againInMs);
          resolve(false);
          return outcome;
        });
      });
      await recorded();
      if (isComputed) recording = performed;
      else if ((await performed)?.keepsWorker === false) await retire();
    }
    await recorded();
    await retire();
  };
  try {
    await Promise.all(Array.from({ length: Math.min(workers, trials.length) }, lane));
  } finally {
    signal.removeEventListener("abort", stopAll);
  }
};
