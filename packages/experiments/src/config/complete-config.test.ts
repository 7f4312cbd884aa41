import { expect, test } from "vitest";
import { completeConfig, configKeys } from "./complete-config.ts";
import { flattenConfig } from "./trial-config.ts";

test("an empty config is the VAE of Saghir's essay", () => {
  expect(completeConfig()).toEqual({
    dataset: { name: "mnist" },
    model: {
      kind: "vae",
      latent: 20,
      hidden: [400],
      likelihood: { kind: "bernoulli" },
      initialisation: "glorot-uniform",
    },
    objective: { regulariser: "reverse-kl", beta: 1 },
    estimator: { kind: "pathwise", samples: 1 },
    optimizer: { kind: "adam", learningRate: 0.001 },
    batchSize: 128,
    epochs: 2,
    seed: 1,
  });
});

test("a later layer changes what it names and nothing else", () => {
  const config = completeConfig(
    { model: { latent: 5, hidden: [64, 32] }, objective: { regulariser: "forward-kl" } },
    { objective: { beta: 4 } },
  );
  expect(config.model).toMatchObject({ kind: "vae", latent: 5, hidden: [64, 32] });
  expect(config.objective).toEqual({ regulariser: "forward-kl", beta: 4 });
});

test.each(["autoencoder", "denoising-autoencoder"])("a %s needs no objective", (kind) => {
  const config = completeConfig({ model: { kind } });
  expect([config.objective, config.estimator]).toEqual([undefined, undefined]);
  expect(config.model.latent).toBe(20);
});

test.each([
  { prior: { kind: "mixture" } },
  { prior: { kind: "vamp" } },
  { codes: { kind: "two-layers" } },
])("a model with %j trains the ELBO as a bound of weights, unless it is given another", (part) => {
  const config = completeConfig({ model: part });
  expect(config.objective).toBeUndefined();
  expect(config.inference).toEqual({ kind: "monte-carlo-elbo" });
  expect(config.estimator).toEqual({ kind: "pathwise", samples: 1 });
  const iwae = completeConfig({ model: part, inference: { kind: "iwae" } });
  expect(iwae.estimator).toEqual({ kind: "pathwise", samples: 5 });
  expect(() => completeConfig({ model: part, objective: { beta: 4 } })).toThrow(
    "needs an inference in place of the objective",
  );
});

test("another kind keeps what both have and takes no foreign key along", () => {
  const file = {
    model: { kind: "denoising-autoencoder", latent: 3, corruption: { kind: "gaussian", sd: 1 } },
  };
  const { model } = completeConfig(file, { model: { kind: "autoencoder" } });
  expect(model).toMatchObject({ kind: "autoencoder", latent: 3 });
  expect(model).not.toHaveProperty("corruption");
  const noisy = { model: { likelihood: { kind: "gaussian", variance: 2 } } };
  expect(
    completeConfig(noisy, { model: { likelihood: { kind: "bernoulli" } } }).model.likelihood,
  ).toEqual({ kind: "bernoulli" });
  expect(completeConfig({ estimator: { kind: "score-function" } }).estimator).toEqual({
    kind: "score-function",
    baseline: "leave-one-out",
    samples: 4,
  });
});

test("a foreign key that was written is refused, not dropped", () => {
  expect(() => completeConfig({ model: { likelihood: { variance: 1 } } })).toThrow(
    'model.likelihood of kind bernoulli has no key "variance"; its keys are kind',
  );
  expect(() => completeConfig({ model: { kind: "autoencoder" }, objective: { beta: 4 } })).toThrow(
    "only a vae has an objective; model.kind is autoencoder",
  );
});

test.each([[[]], [3], [null], ["mnist"]])("a config that is %j is refused", (content) => {
  expect(() => completeConfig(content)).toThrow("a config must be a JSON object, got ");
});

test("the known keys are those of every kind: each of a whole config is among them", () => {
  for (const parts of [
    {},
    { model: { kind: "denoising-autoencoder" } },
    { estimator: { kind: "score-function" } },
  ])
    for (const key of Object.keys(flattenConfig(completeConfig(parts))))
      expect(configKeys).toContain(key);
  expect(configKeys).toContain("model.corruption.sd");
});
