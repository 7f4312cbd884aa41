import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openTrackingServer, type TrackingServer } from "@vae-lab/tracking-server";
import { mlflowClient } from "mlflow-js-client";

/** Size of a generated store. */
export interface Scale {
  readonly runs: number;
  /** Metrics per run. */
  readonly metrics: number;
  /** Params per run. */
  readonly params: number;
  /** Points per run of the first four metrics; the others have one. */
  readonly points: number;
}

const directions = ["reverse-kl", "forward-kl", "half-jeffreys"];
const curves = ["train/loss", "train/rate", "train/reconstruction", "train/elbo"];
const results = [
  ...["test/elbo", "test/reconstruction", "test/rate", "test/active_units"],
  ...["test/code_use", "test/sharpness_reconstruction"],
];

/** Deterministic pseudorandom numbers. */
const noise = (seed: number): number => Math.sin(seed * 12.9898) * 43758.5453;
const share = (seed: number): number => noise(seed) - Math.floor(noise(seed));

const paramsOf = (run: number, count: number): Record<string, string> => ({
  "model.kind": "vae",
  "model.latent": "20",
  "model.likelihood.kind": "bernoulli",
  "dataset.name": "mnist",
  "estimator.kind": run % 2 === 0 ? "pathwise" : "score-function",
  "objective.regulariser": directions[run % 3] ?? "reverse-kl",
  "objective.beta": String(2 ** ((run % 11) - 2)),
  "optimizer.learningRate": (1e-4 + share(run) * 1e-2).toFixed(6),
  batchSize: "128",
  epochs: "10",
  seed: String(run % 5),
  ...Object.fromEntries(
    Array.from({ length: Math.max(0, count - 11) }, (_, index) => [
      `extra.param${index}`,
      index % 4 === 0 ? share(run * 97 + index).toFixed(4) : String(index),
    ]),
  ),
});

const metricKeys = (count: number): string[] => [
  ...curves,
  ...results,
  ...Array.from({ length: Math.max(0, count - 10) }, (_, index) => `extra/metric${index}`),
];

const start = Date.UTC(2026, 0, 1);

const fill = async (store: TrackingServer, scale: Scale): Promise<void> => {
  const client = mlflowClient({ trackingUri: "http://127.0.0.1:5050", fetch: store.fetch });
  const experimentId = await client.experiments.create({ name: "scale" });
  const keys = metricKeys(scale.metrics);
  for (let run = 0; run < scale.runs; run += 1) {
    const params = paramsOf(run, scale.params);
    const startTime = start + run * 60_000;
    const runName = `${params["objective.regulariser"]} · β ${params["objective.beta"]} · run ${run}`;
    const { info } = await client.runs.create({ experimentId, runName, startTime });
    const { runId } = info;
    const metrics = keys.flatMap((key, index) =>
      Array.from({ length: index < curves.length ? scale.points : 1 }, (_, step) => ({
        key,
        value: 100 * Math.exp(-step / 30) + 20 * share(run * 131 + index * 17 + step),
        step: step + 1,
        timestamp: startTime + step,
      })),
    );
    await client.runs.logBatch({ runId, params, metrics });
    await client.runs.update({ runId, status: "FINISHED", endTime: startTime + 50_000 });
    if (run % 100 === 99) console.error(`${run + 1} of ${scale.runs} runs`);
  }
};

/** Opens a store of this size under `folder`; generates it if it does not exist. */
export const openScaleStore = async (folder: string, scale: Scale): Promise<TrackingServer> => {
  const home = join(folder, `store-${Object.values(scale).join("-")}`);
  const done = join(home, "done");
  mkdirSync(home, { recursive: true });
  const store = openTrackingServer({ folder: home });
  if (!existsSync(done)) {
    await fill(store, scale);
    writeFileSync(done, "");
  }
  return store;
};
