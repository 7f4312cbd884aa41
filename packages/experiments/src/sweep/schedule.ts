import type { Outcome } from "./record-trial.ts";
import type { PlannedTrial } from "./sweep-events.ts";
import type { TrialWorker } from "./workers/trial-worker.ts";

export interface Schedule {
  readonly trials: readonly PlannedTrial[];
  readonly workers: number;
  readonly openWorker: () => TrialWorker;
  /** Runs one trial on a worker. Never rejects. */
  readonly perform: (trial: PlannedTrial, worker: TrialWorker) => Promise<Outcome>;
  readonly signal: AbortSignal;
}

/**
 * Runs the trials in order, each on the first free worker. A worker is used for further trials until
 * one fails on it; then it is replaced. An abort stops all workers.
 */
export const schedule = async (plan: Schedule): Promise<void> => {
  const { trials, workers, openWorker, perform, signal } = plan;
  const queue = trials.values(); // shared by the lanes: each takes the next trial
  const open = new Set<TrialWorker>();
  const stopAll = () => {
    for (const worker of open) worker.stop();
  };
  signal.addEventListener("abort", stopAll);

  const lane = async (): Promise<void> => {
    let worker: TrialWorker | undefined;
    const retire = async () => {
      if (worker === undefined) return;
      await worker.stop();
      open.delete(worker);
      worker = undefined;
    };
    for (const trial of queue) {
      if (signal.aborted) break;
      worker ??= openWorker();
      open.add(worker);
      const outcome = await perform(trial, worker);
      if (outcome.kind !== "finished") await retire();
    }
    await retire();
  };
  try {
    await Promise.all(Array.from({ length: Math.min(workers, trials.length) }, lane));
  } finally {
    signal.removeEventListener("abort", stopAll);
  }
};
