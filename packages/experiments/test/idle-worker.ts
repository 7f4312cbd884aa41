import { encodeSafetensors } from "@vae-lab/core";
import { withDigest } from "@vae-lab/core/checkpoints";
import type { TrialWorker } from "../src/sweep/workers/trial-worker.ts";

const checkpoint = await withDigest((digest) => encodeSafetensors({}, digest));

/** Yields the events of a trial of one step, and computes nothing. */
export const idleWorker = (): TrialWorker => ({
  stop: async () => undefined,
  run: async function* ({ dataHash }) {
    const fingerprint = { "data.hash": dataHash };
    const backend = { name: "tensorflow", version: "none" } as const;
    const metrics = { "train/loss": 1 };
    yield { kind: "started", steps: 1, step: "eager", backend, fingerprint };
    yield { kind: "step", epoch: 1, step: 1, metrics, imagesPerSecond: 1 };
    yield { kind: "epoch", epoch: 1, metrics: { "test/elbo": -1 }, images: {} };
    yield { kind: "finished", checkpoint };
  },
});
