import type { PlannedTrial } from "./sweep-events.ts";
import { forkWorker } from "./workers/fork-worker.ts";
import type { TrialWorker } from "./workers/trial-worker.ts";

export interface BareOptions {
  readonly workers: number;
  /** The folder where workers keep the spectra of data, as in a sweep. */
  readonly workspace: string;
  readonly openWorker?: () => TrialWorker;
}

/**
 * Runs trials on worker processes as a sweep does, and records nothing: no tracking, no results on disk,
 * no claims. What a sweep takes longer is its overhead.
 */
export const runBare = async (
  trials: readonly PlannedTrial[],
  { workers, workspace, openWorker = forkWorker }: BareOptions,
): Promise<void> => {
  const waiting = [...trials];
  const lane = async (): Promise<void> => {
    const worker = openWorker();
    try {
      for (let trial = waiting.shift(); trial !== undefined; trial = waiting.shift())
        for await (const _ of worker.run(trial, () => undefined, { workspace }));
    } finally {
      await worker.stop();
    }
  };
  await Promise.all(Array.from({ length: workers }, lane));
};
