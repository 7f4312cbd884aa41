import { forwardKlUnit, halfJeffreysUnit, reverseKlUnit } from "@vae-lab/core/exact";
import type { MlflowClient } from "mlflow-js-client";

/** Eigenvalues of the data that the models are of. */
export const eigenvalues = [4, 2, 1, 0.5, 0.25];
/** At σ² = 1 they are the τ of the models. */
export const betas = [0.3, 0.7, 1.5, 3, 6];
export const seeds = [1, 2, 3];

const units = {
  "reverse-kl": reverseKlUnit,
  "forward-kl": forwardKlUnit,
  "half-jeffreys": halfJeffreysUnit,
} as const;
export type Direction = keyof typeof units;

const member = (series: string, k: number): string => `${series}/${String(k).padStart(2, "0")}`;
const sets = ["data", "mean_code", "reconstruction", "samples", "noisy_samples"] as const;

interface LinearVae {
  readonly direction: Direction;
  readonly beta: number;
  readonly seed: number;
}

/** What a linear VAE at its optimum measures on data of these eigenvalues; the rate of seeds differs by 2 %. */
export const linearMetrics = (
  { direction, beta, seed }: LinearVae,
  spectrum: readonly number[],
): Record<string, number> => {
  const optimum = spectrum.map((lambda) => units[direction](lambda, beta));
  const factor = 1 + 0.02 * (seed - 2);
  const rates = optimum.map(({ rate }) => rate * factor);
  const rate = rates.reduce((a, b) => a + b, 0);
  const active = optimum.filter((unit) => unit.active).length;
  const detail = 0.9 - 0.5 * Math.exp(-rate);
  const gains = optimum.map(({ varMu, aggregatedVariance }) => varMu / aggregatedVariance);
  const metrics: Record<string, number> = {
    ...{ "test/rate": rate, "test/elbo": -7 - rate, "test/reconstruction": -7 },
    ...{ "test/active_units": active, "test/code_use": 2 * rate, "test/inference_lag": 0.1 },
    ...{
      "theory/tau": beta,
      "theory/onset_beta": Math.max(...spectrum),
      "theory/active_units": active,
    },
    "theory/reconstruction": -7,
    "theory/rate": optimum.reduce((sum, unit) => sum + unit.rate, 0),
    ...{ "test/recall": detail, "test/classes_covered": 5 },
    ...{ "test/detail_reconstruction": detail, "test/detail_samples": detail - 0.1 },
    ...{ "test/detail_mean_code": detail, "test/detail_noisy_samples": detail + 0.2 },
    ...{ "test/blur_capacity": 0.1, "test/blur_regulariser": 0.9 - detail },
    ...{ "test/blur_mismatch": 0.1, "test/blur_likelihood": 0.3 },
  };
  for (const threshold of [0.001, 0.01, 0.1])
    metrics[`test/active_units_at/${threshold}`] = optimum.filter(
      ({ varMu }) => varMu > threshold,
    ).length;
  for (const [k, lambda] of spectrum.entries()) {
    metrics[member("theory/onset_tau", k)] = lambda;
    metrics[member("theory/mode_gain", k)] = gains[k] ?? 0;
    metrics[member("test/mode_gain", k)] = 0.95 * (gains[k] ?? 0) * factor;
    metrics[member("test/unit_rate", k)] = rates[k] ?? 0;
    for (const [s, set] of sets.entries())
      metrics[member(`test/power_${set}`, k + 1)] = factor / ((s + 1) * (k + 1) ** 2);
  }
  return metrics;
};

interface LinearRun extends LinearVae {
  /** Which metrics it has. Default: all. */
  readonly has?: (key: string) => boolean;
  readonly status?: "RUNNING" | "FINISHED";
}

const start = Date.UTC(2026, 0, 1);

/** Logs a run of a linear VAE with two epochs. */
export const logLinearRun = async (
  client: MlflowClient,
  experimentId: string,
  { has = () => true, status = "FINISHED", ...vae }: LinearRun,
): Promise<string> => {
  const { direction, beta, seed } = vae;
  const { info } = await client.runs.create({
    ...{ experimentId, startTime: start },
    runName: `${direction} · β ${beta} · pathwise${seed === 1 ? "" : ` · seed ${seed}`}`,
    tags: { "vae_lab.trial": `${direction} ${beta} ${seed}` },
  });
  const { runId } = info;
  const params = {
    ...{ "model.kind": "vae", "model.latent": "5", "model.hidden": "[]" },
    ...{ "model.likelihood.kind": "gaussian", "model.likelihood.variance": "1" },
    ...{ "objective.regulariser": direction, "objective.beta": String(beta) },
    ...{ "estimator.kind": "pathwise", "dataset.name": "bars", epochs: "2", seed: String(seed) },
  };
  const metrics = Object.entries(linearMetrics(vae, eigenvalues))
    .filter(([key]) => has(key))
    .flatMap(([key, value]) =>
      (key.startsWith("theory/") ? [1] : [1, 2]).map((step) => ({
        ...{ key, value, step, timestamp: start + step },
      })),
    );
  await client.runs.logBatch({ runId, params, metrics });
  if (status === "FINISHED") await client.runs.update({ runId, status, endTime: start + 60_000 });
  return runId;
};

/** Logs linear VAEs of both directions at each beta and seed. */
export const logLinearStudy = async (
  client: MlflowClient,
  name: string,
  has?: (key: string) => boolean,
): Promise<string> => {
  const experimentId = await client.experiments.create({ name });
  for (const direction of ["reverse-kl", "forward-kl"] as const)
    for (const beta of betas)
      for (const seed of seeds)
        await logLinearRun(client, experimentId, { direction, beta, seed, ...(has && { has }) });
  return experimentId;
};
