import { TrialConfig } from "@vae-lab/experiments";
import { expect, test } from "vitest";
import { configFrom } from "./config-from-flags.ts";

test("without flags it is the essay's VAE on MNIST", () => {
  expect(TrialConfig.parse(configFrom({}))).toMatchObject({
    dataset: { name: "mnist" },
    model: { kind: "vae", latent: 20, hidden: [400], likelihood: { kind: "bernoulli" } },
    objective: { regulariser: "reverse-kl", beta: 1 },
  });
});

test("each flag sets its key", () => {
  const config = TrialConfig.parse(
    configFrom({ latent: "2", hidden: "64,32", beta: "0.5", "learning-rate": "3e-4", seed: "7" }),
  );
  expect(config).toMatchObject({
    model: { latent: 2, hidden: [64, 32] },
    objective: { beta: 0.5 },
    optimizer: { learningRate: 3e-4 },
    seed: 7,
  });
});

test("flags change single values of a config that is given", () => {
  const given = { dataset: { name: "bars" }, model: { kind: "autoencoder", latent: 3 } };
  expect(TrialConfig.parse(configFrom({ epochs: "5" }, given))).toMatchObject({
    ...given,
    epochs: 5,
  });
});

test.each(["autoencoder", "denoising-autoencoder"])("a %s needs no objective", (model) => {
  const config = TrialConfig.parse(configFrom({ model }));
  expect([config.objective, config.estimator]).toEqual([undefined, undefined]);
});

test("what is no number is refused by its flag", () => {
  expect(() => configFrom({ latent: "two" })).toThrow('--latent must be a number, got "two"');
});
