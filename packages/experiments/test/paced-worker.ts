import { setTimeout as sleep } from "node:timers/promises";
import { encodeSafetensors } from "@vae-lab/core";
import { withDigest } from "@vae-lab/core/checkpoints";
import type { TrialWorker } from "../src/sweep/workers/trial-worker.ts";

/**
 * Runs trials that compute nothing: epochs of one step and `paceMs`, with metrics and a checkpoint that
 * follow from the seed. A trial resumes from its snapshot, which names the epoch.
 */
export const pacedWorker = (paceMs: number) => (): TrialWorker => {
  const stopped = new AbortController();
  return {
    stop: async () => stopped.abort(new Error("the worker was stopped")),
    run: async function* ({ config, dataHash }, _log, { snapshot } = {}) {
      const { seed, epochs } = config;
      const done = snapshot === undefined ? 0 : Number(new TextDecoder().decode(snapshot));
      yield {
        ...{ kind: "started", steps: epochs, step: "eager" },
        backend: { name: "tensorflow", version: "none" },
        fingerprint: { "data.hash": dataHash },
        ...(done > 0 && { from: { epoch: done, step: done } }),
      };
      for (let epoch = done + 1; epoch <= epochs; epoch++) {
        await sleep(paceMs, undefined, { signal: stopped.signal });
        const metrics = { "train/loss": Math.sin(seed + epoch) };
        yield { kind: "step", epoch, step: epoch, metrics, imagesPerSecond: 1 };
        yield {
          kind: "epoch",
          epoch,
          metrics: { "test/elbo": -Math.exp(seed / epoch) },
          images: {},
        };
        if (epoch < epochs)
          yield { kind: "snapshot", file: new TextEncoder().encode(String(epoch)) };
      }
      const checkpoint = await withDigest((digest) =>
        encodeSafetensors({}, { ...digest, seed: String(seed) }),
      );
      yield { kind: "finished", checkpoint };
    },
  };
};
