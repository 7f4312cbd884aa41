import type { MlflowClient } from "mlflow-js-client";
import { pointsOf } from "../src/sources/fixture/made-up-results.ts";
import { grid, type MadeUpTrial } from "../src/sources/fixture/made-up-trials.ts";

const perEpoch = 469;
const start = Date.UTC(2026, 0, 1);

/** Deterministic numbers in [−1, 1]. */
const noise = (a: number, b: number): number => Math.sin(a * 12.9898 + b * 78.233);

const withSeed = (trial: MadeUpTrial, seed: number): MadeUpTrial => ({
  ...trial,
  name: `${trial.name} · seed ${seed}`,
  params: { ...trial.params, seed: String(seed) },
});

/** Made-up trials of direction × beta × estimator, each with these seeds. */
export const seedTrials = (seeds: readonly number[]): MadeUpTrial[] =>
  seeds.flatMap((seed) => grid(3).map((trial) => withSeed(trial, seed)));

/** Logs trials as finished runs. Results of different seeds differ by up to 2 nats. */
export const logTrials = async (
  client: MlflowClient,
  experiment: string,
  trials: readonly MadeUpTrial[],
): Promise<void> => {
  const experimentId = await client.experiments.create({ name: experiment });
  for (const [index, { name: runName, params }] of trials.entries()) {
    const startTime = start + index * 1_000;
    const tags = { "vae_lab.study": experiment, "vae_lab.trial": `trial ${index}` };
    const { info } = await client.runs.create({ experimentId, runName, startTime, tags });
    const seed = Number(params.seed);
    const metrics = pointsOf({ name: runName, status: "FINISHED", params }, perEpoch).map(
      ({ key, step, value }) => ({
        ...{ key, step },
        value: /unit|sharpness/.test(key) ? value : value + 2 * noise(seed, index % 30),
        timestamp: startTime + step,
      }),
    );
    await client.runs.logBatch({ runId: info.runId, params, metrics });
    await client.runs.update({
      runId: info.runId,
      status: "FINISHED",
      endTime: startTime + 60_000,
    });
  }
};
