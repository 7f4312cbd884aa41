import type { TrialWorker } from "../src/sweep/workers/trial-worker.ts";

/** Says what a trial of one step says, and computes nothing. */
export const idleWorker = (): TrialWorker => ({
  stop: async () => undefined,
  run: async function* () {
    const backend = { name: "tensorflow", version: "none" } as const;
    const metrics = { "train/loss": 1 };
    yield { kind: "started", steps: 1, step: "eager", backend };
    yield { kind: "step", epoch: 1, step: 1, metrics, imagesPerSecond: 1 };
    yield { kind: "epoch", epoch: 1, metrics: { "test/elbo": -1 }, images: {} };
    yield { kind: "finished", checkpoint: new Uint8Array(8) };
  },
});
