import { expect, test } from "vitest";
import { completeConfig } from "../config/complete-config.ts";
import { TrialConfig } from "../config/trial-config.ts";
import { canonicalJson } from "./identity.ts";
import { configId, trialId } from "./trial-id.ts";

const config = TrialConfig.parse({
  dataset: { name: "bars" },
  model: { kind: "vae", latent: 2 },
  objective: { beta: 4 },
  estimator: { kind: "pathwise" },
});

const data = "a".repeat(64);

test("the order of keys and absent values do not change the id", () => {
  const { seed, dataset, ...rest } = config;
  const shuffled = { seed, ...rest, dataset: { trainSize: undefined, ...dataset } };
  expect(trialId(shuffled, data)).toBe(trialId(config, data));
});

test("a default spelt out has the id of the default left out", () => {
  const spelt = TrialConfig.parse({ ...config, batchSize: 128, epochs: 2, seed: 1 });
  expect(trialId(spelt, data)).toBe(trialId(config, data));
});

test("another seed, beta or model is another id", () => {
  const others = [
    { ...config, seed: 2 },
    { ...config, objective: { ...config.objective, beta: 4.0001 } },
    { ...config, model: { ...config.model, latent: 3 } },
  ];
  const ids = [config, ...others].map((each) => trialId(each, data));
  expect(new Set(ids).size).toBe(4);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{16}$/);
});

test("the same config on other data is another trial with the same config id", () => {
  expect(trialId(config, "b".repeat(64))).not.toBe(trialId(config, data));
  expect(configId({ ...config })).toBe(configId(config));
  expect(configId(config)).not.toBe(trialId(config, data));
});

test("the path, the name and the reading of one's own data do not change the trial, whose data hash counts", () => {
  const own = { name: "a", train: "/x/a.npy", scale: "unit" } as const;
  const moved = { name: "b", train: "/y/b.npz", key: "x" } as const;
  const of = (dataset: TrialConfig["dataset"]): TrialConfig => ({ ...config, dataset });
  expect(trialId(of(moved), data)).toBe(trialId(of(own), data));
  expect(trialId(of(own), "b".repeat(64))).not.toBe(trialId(of(own), data));
  expect(trialId(of(own), data)).not.toBe(trialId(config, data));
  expect(configId(of({ ...own, train: "/z" }))).toBe(configId(of(own)));
  expect(configId(of(moved))).not.toBe(configId(of(own)));
});

test("canonical JSON is JSON", () => {
  expect(JSON.parse(canonicalJson(config))).toEqual(config);
});

// Ids that commit 9a9a90b gave, before there were bounds on gradients and variances
test.each([
  ["541206c9d7d6c7ab", {}],
  ["ce57999df32f84f7", { optimizer: { kind: "sgd", momentum: 0.9 } }],
  [
    "0efe42e2c4b66125",
    {
      optimizer: { kind: "adamw" },
      model: { kind: "vae", posterior: { kind: "variance-floor" } },
    },
  ],
  ["d5b903bf2f3e1a4e", { model: { kind: "autoencoder" } }],
])("%s is the id that a config without newer options has always had", (id, parts) => {
  expect(configId(completeConfig(parts))).toBe(id);
});

test("a bound on gradients or variances, or a condition, is another config", () => {
  const ids = [
    {},
    { optimizer: { gradientClipping: 1 } },
    { optimizer: { gradientClipping: 2 } },
    { model: { maxLogVariance: 5 } },
    { model: { condition: "labels" } },
  ].map((parts) => configId(completeConfig(parts)));
  expect(new Set(ids).size).toBe(5);
});
