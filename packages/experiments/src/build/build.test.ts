import { rng } from "@vae-lab/core";
import { expect, test } from "vitest";
import { loadBackend } from "../backend/native.ts";
import { TrialConfig } from "../config/trial-config.ts";
import { runTrial } from "../trial/run-trial.ts";
import type { Metrics } from "../trial/trial-events.ts";
import { build } from "./build.ts";

const backend = await loadBackend();

/** The minibatch measures of a trial's first step. */
const firstStep = async (parts: object): Promise<Metrics> => {
  const config = TrialConfig.parse({
    dataset: { name: "bars", trainSize: 64, testSize: 16 },
    epochs: 1,
    batchSize: 64,
    ...parts,
  });
  for await (const event of runTrial(config, { backend }))
    if (event.kind === "step") return event.metrics;
  throw new Error("a trial has a step");
};

const vae = { kind: "vae", latent: 3, hidden: [16] };
const sizes = { latent: 3, hidden: [16] };

test.each([
  ["reverse-kl", 0],
  ["reverse-kl", 4],
  ["forward-kl", 0.25],
  ["half-jeffreys", 64],
])("the loss under %s at beta %d is the config's", async (regulariser, beta) => {
  const m = await firstStep({
    model: vae,
    objective: { regulariser, beta },
    estimator: { kind: "pathwise" },
  });
  const expected = beta * (m["train/regulariser"] ?? 0) - (m["train/reconstruction"] ?? 0);
  expect(m["train/loss"]).toBeCloseTo(expected, 3);
  expect(m["train/elbo"]).toBeCloseTo((m["train/reconstruction"] ?? 0) - (m["train/rate"] ?? 0), 6);
  if (regulariser === "reverse-kl") expect(m["train/regulariser"]).toBe(m["train/rate"]);
  else expect(m["train/regulariser"]).not.toBeCloseTo(m["train/rate"] ?? 0, 3);
});

test.each([
  ["glorot-uniform", 2 / (196 + 400)],
  ["lecun-normal", 1 / 196],
  ["he-normal", 2 / 196],
] as const)("first weights are %s where the config says so", (initialisation, variance) => {
  const config = TrialConfig.parse({
    dataset: { name: "mnist-14" },
    model: { kind: "vae", latent: 2, initialisation },
    objective: {},
    estimator: { kind: "pathwise" },
  });
  const { model } = build(config, { kind: "image", width: 14, height: 14, channels: 1 });
  const { "encoder.hidden.1.weights": w } = model.init(rng(1));
  const values = [...(w?.dataSync() ?? [])];
  expect(values).toHaveLength(196 * 400);
  const found = values.reduce((sum, one) => sum + one ** 2, 0) / values.length;
  // The variance of a square is at most twice its mean's square, that of normal weights
  expect(Math.abs(found / variance - 1)).toBeLessThan(4 * Math.sqrt(2 / values.length));
});

test("at equal draws all estimators see the same objective", async () => {
  const objective = { regulariser: "forward-kl", beta: 2 };
  const [pathwise, ...others] = await Promise.all(
    [
      { kind: "pathwise", samples: 4 },
      { kind: "score-function", samples: 4 },
      { kind: "measure-valued", samples: 4 },
      { kind: "nvil", samples: 4 },
    ].map((estimator) => firstStep({ model: vae, objective, estimator })),
  );
  expect(others).toHaveLength(3);
  for (const other of others)
    expect(other["train/loss"]).toBeCloseTo(pathwise?.["train/loss"] ?? 0, 3);
});

test.each([
  { regulariser: "jeffreys" },
  { regulariser: "reverse-renyi", alpha: 0.5 },
  { regulariser: "forward-renyi", alpha: 0.5 },
  { regulariser: "amari", alpha: 0.3 },
  { regulariser: "geometric-js" },
  { regulariser: "dual-geometric-js", alpha: 0.25 },
  { regulariser: "squared-hellinger" },
  { regulariser: "js-per-unit-sum" },
  { regulariser: "total-variation-per-unit-sum" },
])("a trial is regularised by $regulariser", async (objective) => {
  const estimator = { kind: "pathwise" };
  const m = await firstStep({ model: vae, objective: { ...objective, beta: 2 }, estimator });
  expect(m["train/regulariser"]).toBeGreaterThan(0);
  const expected = 2 * (m["train/regulariser"] ?? 0) - (m["train/reconstruction"] ?? 0);
  expect(m["train/loss"]).toBeCloseTo(expected, 3);
});

test.each(["reverse", "forward"])(
  "the %s χ² of first weights is infinite, and the trial says that it stops of it",
  async (direction) => {
    const objective = { regulariser: `${direction}-chi-squared` };
    await expect(
      firstStep({ model: vae, objective, estimator: { kind: "pathwise" } }),
    ).rejects.toThrow("regulariser must stay finite, got Infinity at step 1");
  },
);

test.each([
  [{ kind: "linear", share: 1, from: 1 }, 5],
  [{ kind: "cosine", share: 1 }, 5],
  [{ kind: "cyclical", cycles: 1 }, 0],
  [{ kind: "target-rate", rate: 3 }, 5],
  [{ kind: "target-reconstruction", reconstruction: -10 }, 5],
  [{ kind: "control-vae", rate: 3 }, 0],
])("at the only step of a trial, beta by %o is %d", async (schedule, beta) => {
  const m = await firstStep({
    model: vae,
    objective: { beta: 5, schedule },
    estimator: { kind: "pathwise" },
  });
  const spent = (m["train/loss"] ?? 0) + (m["train/reconstruction"] ?? 0);
  expect(spent / (m["train/rate"] ?? 1)).toBeCloseTo(beta, 2);
});

test.each([
  { kind: "continuous-bernoulli" },
  { kind: "learned-gaussian" },
  { kind: "optimal-gaussian" },
  { kind: "per-pixel-gaussian", floor: 0.01 },
  { kind: "discretised-logistic" },
  { kind: "per-pixel-discretised-logistic", levels: 16 },
])("a trial has the likelihood $kind", async (likelihood) => {
  const parts = { objective: {}, estimator: { kind: "pathwise" } };
  const m = await firstStep({ model: { ...vae, likelihood }, ...parts });
  expect(Number.isFinite(m["train/reconstruction"])).toBe(true);
});

test.each([
  { encoder: "convolutional" },
  { decoder: "skip" },
  { decoder: "convolutional" },
  { decoder: "autoregressive" },
  { posterior: { kind: "committed-rate" } },
  { posterior: { kind: "batch-normalised-mean" } },
  { posterior: { kind: "variance-floor" } },
])("a trial is built with %o, trained and evaluated", async (parts) => {
  const config = TrialConfig.parse({
    dataset: { name: "bars", trainSize: 64, testSize: 16 },
    model: { ...vae, ...parts },
    objective: {},
    estimator: { kind: "pathwise" },
    ...{ epochs: 1, batchSize: 32 },
  });
  let measures: Metrics = {};
  for await (const event of runTrial(config, { backend }))
    if (event.kind === "epoch") measures = event.metrics;
  expect(Number.isFinite(measures["test/elbo"])).toBe(true);
  if (parts.posterior?.kind === "committed-rate")
    expect(measures["test/rate"]).toBeGreaterThan(3 * 0.318147);
});

test("units have their free bits in a trial: the regulariser that is spent is no less", async () => {
  const estimator = { kind: "pathwise" };
  const m = await firstStep({ model: vae, objective: { freeBits: { nats: 50 } }, estimator });
  expect(m["train/regulariser"]).toBeCloseTo(150, 3);
  expect(m["train/rate"]).toBeLessThan(150);
});

test.each([{ kind: "adamw" }, { kind: "sgd", momentum: 0.9 }])(
  "a trial steps by $kind",
  async (optimizer) => {
    const parts = { objective: {}, estimator: { kind: "pathwise" } };
    const m = await firstStep({ model: vae, ...parts, optimizer });
    expect(Number.isFinite(m["train/loss"])).toBe(true);
  },
);

test("with more draws the importance-weighted bound of the same weights is the tighter one", async () => {
  const bound = async (inference: object, samples: number) => {
    const m = await firstStep({ model: vae, inference, estimator: { kind: "pathwise", samples } });
    return -(m["train/loss"] ?? Number.NaN);
  };
  const elbo = await bound({ kind: "monte-carlo-elbo" }, 64);
  const iwae = await bound({ kind: "iwae" }, 64);
  expect(await bound({ kind: "miwae", groups: 64 }, 1)).toBeCloseTo(elbo, 4);
  expect(await bound({ kind: "ciwae", share: 0.5 }, 64)).toBeCloseTo((elbo + iwae) / 2, 3);
  expect(await bound({ kind: "vr", alpha: 0 }, 64)).toBeCloseTo(iwae, 4);
  expect(iwae).toBeGreaterThan(elbo);
});

test("at equal draws all estimators of importance weights see the same bound", async () => {
  const kinds = ["pathwise", "dreg", "vimco", "score-function"];
  const losses = await Promise.all(
    kinds.map(async (kind) => {
      const estimator = { kind, samples: 4 };
      return (await firstStep({ model: vae, inference: { kind: "iwae" }, estimator }))[
        "train/loss"
      ];
    }),
  );
  for (const loss of losses) expect(loss).toBeCloseTo(losses[0] ?? Number.NaN, 3);
});

test("without a regulariser the loss is the reconstruction alone, and a rate is still measured", async () => {
  const m = await firstStep({
    model: vae,
    objective: { regulariser: "none" },
    estimator: { kind: "pathwise" },
  });
  expect(m["train/loss"]).toBeCloseTo(-(m["train/reconstruction"] ?? 0), 4);
  expect(m).not.toHaveProperty("train/regulariser");
  expect(m["train/rate"]).toBeGreaterThan(0);
});

test("an autoencoder's reconstruction suffers from corruption, and it has no rate", async () => {
  const plain = await firstStep({ model: { kind: "autoencoder", ...sizes } });
  const noisy = await firstStep({
    model: { kind: "denoising-autoencoder", ...sizes, corruption: { kind: "gaussian", sd: 0.5 } },
  });
  const masked = await firstStep({
    model: { kind: "denoising-autoencoder", ...sizes, corruption: { kind: "masking", rate: 0.5 } },
  });
  expect(Object.keys(plain).sort()).toEqual(["train/loss", "train/reconstruction"]);
  expect(new Set([plain, noisy, masked].map((m) => m["train/loss"])).size).toBe(3);
});

test("a Gaussian likelihood of variance v weighs squared errors by 1/2v", async () => {
  const at = (variance: number) =>
    firstStep({
      model: { ...vae, likelihood: { kind: "gaussian", variance } },
      objective: {},
      estimator: { kind: "pathwise" },
    });
  const constant = (variance: number) => -32 * Math.log(2 * Math.PI * variance);
  const [wide, narrow] = await Promise.all([at(1), at(0.1)]);
  const error = (m: Metrics, v: number) => 2 * v * (constant(v) - (m["train/reconstruction"] ?? 0));
  expect(error(narrow, 0.1)).toBeCloseTo(error(wide, 1), 3);
});

test.each(["wake", "sleep", "both"])("a trial learns %s", async (phase) => {
  const m = await firstStep({ model: vae, inference: { kind: "reweighted-wake-sleep", phase } });
  // The value is the importance-weighted bound of the five draws, which lies above their mean
  expect(-(m["train/loss"] ?? 0)).toBeGreaterThan(m["train/elbo"] ?? 0);
});
