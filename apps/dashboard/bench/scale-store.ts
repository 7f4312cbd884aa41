import { createHash } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openTrackingServer, type TrackingServer } from "@vae-lab/tracking-server";
import { checks, runMatrix, unsupported } from "@vae-lab/verify/matrix";
import { mlflowClient } from "mlflow-js-client";
import { linearMetrics } from "../test/linear-store.ts";
import { logVerifyReport } from "../test/verify-store.ts";

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

/** The name of the experiment of generated runs. */
export const scaleStudy = "scale";

const directions = ["reverse-kl", "forward-kl", "half-jeffreys"] as const;
const estimators = ["pathwise", "score-function"];
const betas = Array.from({ length: 10 }, (_, index) => 2 ** (index - 5));
const seeds = 5;
/** Of the data; with 8 of them, linear VAEs that were measured in full and four curves have 100 metrics. */
const eigenvalues = [8, 5, 3, 2, 1.2, 0.7, 0.4, 0.2];
const curves = ["train/loss", "train/rate", "train/reconstruction", "train/elbo"];

/** Deterministic pseudorandom numbers. */
const noise = (seed: number): number => Math.sin(seed * 12.9898) * 43758.5453;
const share = (seed: number): number => noise(seed) - Math.floor(noise(seed));

const pick = <T>(values: readonly T[], index: number): T => values[index % values.length] as T;

/** A trial of one family of models; five seeds are a cell, and cells differ in extra params too. */
const trialOf = (run: number) => {
  const cell = Math.floor(run / seeds);
  return {
    cell,
    seed: (run % seeds) + 1,
    direction: pick(directions, cell),
    estimator: pick(estimators, Math.floor(cell / 3)),
    beta: pick(betas, Math.floor(cell / 6)),
  };
};
type Trial = ReturnType<typeof trialOf>;

const paramsOf = (trial: Trial, count: number): Record<string, string> => ({
  ...{ "model.kind": "vae", "model.latent": String(eigenvalues.length) },
  ...{ "model.likelihood.kind": "gaussian", "model.likelihood.variance": "1" },
  "dataset.name": "bars",
  "estimator.kind": trial.estimator,
  "objective.regulariser": trial.direction,
  "objective.beta": String(trial.beta),
  "optimizer.learningRate": "0.001",
  ...{ epochs: "10", seed: String(trial.seed) },
  ...Object.fromEntries(
    Array.from({ length: Math.max(0, count - 11) }, (_, index) => [
      `extra.param${index}`,
      index % 4 === 0 ? share(trial.cell * 97 + index).toFixed(4) : String(index),
    ]),
  ),
});

/** Measured numbers, but not counts, differ in every run. */
const measured = (run: number, [key, value]: [string, number], index: number): [string, number] => [
  key,
  key.startsWith("theory/") || Number.isInteger(value)
    ? value
    : value * (1 + 0.02 * (share(run * 89 + index * 7) - 0.5)),
];

/** The last values of a run: those of a linear VAE, then as many others as it takes. */
const resultsOf = (run: number, trial: Trial, count: number): [string, number][] => {
  const known = Object.entries(linearMetrics(trial, eigenvalues)).map((one, index) =>
    measured(run, one, index),
  );
  const others = Array.from({ length: Math.max(0, count - known.length) }, (_, index) => {
    return [`extra/metric${index}`, 20 * share(run * 131 + index * 17)] as [string, number];
  });
  return [...known, ...others].slice(0, count);
};

const start = Date.UTC(2026, 0, 1);

const fill = async (store: TrackingServer, scale: Scale): Promise<void> => {
  const client = mlflowClient({ trackingUri: "http://127.0.0.1:5050", fetch: store.fetch });
  const experimentId = await client.experiments.create({ name: scaleStudy });
  for (let run = 0; run < scale.runs; run += 1) {
    const trial = trialOf(run);
    const startTime = start + run * 60_000;
    const runName = `${trial.direction} · β ${trial.beta} · ${trial.estimator} · seed ${trial.seed}`;
    const tags = {
      "vae_lab.trial": createHash("sha256").update(String(run)).digest("hex").slice(0, 16),
    };
    const { info } = await client.runs.create({ experimentId, runName, startTime, tags });
    const { runId } = info;
    const histories = curves.flatMap((key, index) =>
      Array.from({ length: scale.points }, (_, at) => ({
        ...{ key, step: at + 1, timestamp: startTime + at },
        value: 100 * Math.exp(-at / 30) + 20 * share(run * 131 + index * 17 + at),
      })),
    );
    const results = resultsOf(run, trial, scale.metrics - curves.length).map(([key, value]) => ({
      ...{ key, value, step: 10, timestamp: startTime },
    }));
    const params = paramsOf(trial, scale.params);
    await client.runs.logBatch({ runId, params, metrics: [...histories, ...results] });
    await client.runs.update({ runId, status: "FINISHED", endTime: startTime + 50_000 });
    if (run % 100 === 99) console.error(`${run + 1} of ${scale.runs} runs`);
  }
};

/** All checks, with so few estimates that it takes seconds. */
const verifyAll = async (store: TrackingServer): Promise<void> => {
  const client = mlflowClient({ trackingUri: "http://127.0.0.1:5050", fetch: store.fetch });
  const experimentId = await client.experiments.create({ name: "verify" });
  const estimates = 200;
  const report = {
    ...(await runMatrix({
      checks: checks.filter(({ isSlow }) => isSlow !== true),
      unsupported,
      estimates,
    })),
    ...{ seed: 1, estimates, seconds: 1, backend: "cpu", thorough: false },
  };
  await logVerifyReport(client, experimentId, report, start);
};

/** Opens a store of this size under `folder`; generates it if it does not exist. */
export const openScaleStore = async (folder: string, scale: Scale): Promise<TrackingServer> => {
  const home = join(folder, `grid-${Object.values(scale).join("-")}`);
  const done = join(home, "done");
  mkdirSync(home, { recursive: true });
  const store = openTrackingServer({ folder: home });
  if (!existsSync(done)) {
    await fill(store, scale);
    await verifyAll(store);
    writeFileSync(done, "");
  }
  return store;
};
