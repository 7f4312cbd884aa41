import type { TrialWorker } from "../sweep/workers/trial-worker.ts";

/** Worker processes, of which each runs one trial at a time. */
export interface WorkerPool {
  take(): TrialWorker;
  giveBack(worker: TrialWorker, isUsable: boolean): Promise<void>;
  stop(): Promise<void>;
}

export const workerPool = (open: () => TrialWorker): WorkerPool => {
  const idle: TrialWorker[] = [];
  const busy = new Set<TrialWorker>();
  return {
    take: () => {
      const worker = idle.pop() ?? open();
      busy.add(worker);
      return worker;
    },
    giveBack: async (worker, isUsable) => {
      busy.delete(worker);
      if (isUsable) idle.push(worker);
      else await worker.stop();
    },
    stop: async () => {
      await Promise.all([...idle, ...busy].map((worker) => worker.stop()));
    },
  };
};
