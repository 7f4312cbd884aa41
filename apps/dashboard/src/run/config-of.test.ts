import { flattenConfig, TrialConfig } from "@vae-lab/experiments/config";
import { expect, test } from "vitest";
import { runOf } from "../sources/run-of.ts";
import { configOf } from "./config-of.ts";

const dataset = { name: "bars", trainSize: 64, testSize: 32 };
const estimator = { kind: "pathwise" };
const configs = [
  {
    dataset: { name: "mnist" },
    model: { kind: "vae", latent: 20, hidden: [400, 100] },
    objective: { regulariser: "reverse-kl", beta: 0.25 },
    estimator,
  },
  {
    dataset,
    model: {
      kind: "vae",
      latent: 2,
      hidden: [16],
      likelihood: { kind: "gaussian", variance: 0.1 },
    },
    objective: { regulariser: "amari", alpha: 0.25, beta: 4, schedule: { kind: "linear" } },
    estimator: { kind: "score-function", samples: 4 },
    optimizer: { kind: "sgd", learningRate: 1e-5 },
    seed: 7,
  },
  { dataset, model: { kind: "autoencoder", latent: 4, hidden: [8] } },
].map((config) => TrialConfig.parse(config));

test.for(configs)("config %# is restored from its params", (config) => {
  const params = { ...flattenConfig(config), "git.commit": "d6e997c", "data.hash": "1" };
  expect(configOf(runOf({ params }))).toEqual(config);
});

test("params of other projects are not a config", () => {
  expect(configOf(runOf({ params: { seed: "1", lr: "0.1" } }))).toBeUndefined();
  expect(configOf(runOf({ params: { "model.kind": "transformer" } }))).toBeUndefined();
  expect(
    configOf(runOf({ params: { "model.kind": "vae", "__proto__.x": "1", constructor: "y" } })),
  ).toBeUndefined();
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});
