// node dispatch.ts FOLDER: runs sweeps of the requested number of trials, with workers that compute
// nothing. Each sweep leaves its workspace in the folder: after thousands of deletions ext4 makes new
// files slowly, which would slow the next sweep.
import { mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import { runSweep, TrialConfig, type TrialWorker } from "@vae-lab/experiments";
import { openTrackingServer } from "@vae-lab/tracking-server";
import { mlflowClient } from "mlflow-js-client";
import { answerRequests } from "./answer.ts";

const [folder = ""] = process.argv.slice(2);

const started = {
  kind: "started",
  steps: 1,
  step: "eager",
  backend: { name: "tensorflow", version: "none" },
  fingerprint: {},
} as const;

/** Yields the events of a trial of one step. */
const idleWorker = (): TrialWorker => ({
  stop: async () => undefined,
  run: async function* () {
    yield started;
    const metrics = { "train/loss": 1, "train/reconstruction": -1 };
    yield { kind: "step", epoch: 1, step: 1, metrics, imagesPerSecond: 1 };
    yield { kind: "epoch", epoch: 1, metrics: { "test/elbo": -1 }, images: {} };
    yield { kind: "finished", checkpoint: new Uint8Array(8) };
  },
});

const trialsOf = (count: number): TrialConfig[] =>
  Array.from({ length: count }, (_, seed) =>
    TrialConfig.parse({
      dataset: { name: "bars", trainSize: 16, testSize: 16 },
      model: { kind: "vae", latent: 2, hidden: [8] },
      objective: {},
      estimator: { kind: "pathwise" },
      epochs: 1,
      seed,
    }),
  );

const sweepOf = async (count: number): Promise<number> => {
  const home = await mkdtemp(join(folder, "home-"));
  const server = openTrackingServer({ folder: join(home, "tracking") });
  try {
    const { rows } = await runSweep({
      study: "dispatch",
      trials: trialsOf(count),
      workspace: home,
      client: mlflowClient({ trackingUri: "http://127.0.0.1", fetch: server.fetch }),
      workers: 2,
      signal: new AbortController().signal,
      onEvent: () => undefined,
      openWorker: idleWorker,
    });
    if (rows.length !== count)
      throw new Error(`cannot time the sweep: ${rows.length} of ${count} trials finished`);
    return Number.NaN;
  } finally {
    server.close();
  }
};

await answerRequests({}, sweepOf);
