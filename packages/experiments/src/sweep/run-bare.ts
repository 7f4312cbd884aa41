import type { PlannedTrial } from "./sweep-events.ts";
import { forkWorker } from "./workers/fork-worker.ts";

/**
 * Runs trials on worker processes as a sweep does, and records nothing: no tracking, no workspace, no
 * claims. What a sweep takes longer is its overhead.
 */
export const runBare = async (trials: readonly PlannedTrial[], workers: number): Promise<void> => {
  const waiting = [...trials];
  const lane = async (): Promise<void> => {
    const worker = forkWorker();
    try {
      for (let trial = waiting.shift(); trial !== undefined; trial = waiting.shift())
        for await (const _ of worker.run(trial, () => undefined));
    } finally {
      await worker.stop();
    }
  };
  await Promise.all(Array.from({ length: workers }, lane));
};
