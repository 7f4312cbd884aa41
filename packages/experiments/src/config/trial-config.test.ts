import { expect, test } from "vitest";
import { z } from "zod";
import { flattenConfig, TrialConfig } from "./trial-config.ts";

const vae = {
  dataset: { name: "mnist" },
  model: { kind: "vae", latent: 20 },
  objective: {},
  estimator: { kind: "pathwise" },
};
const refusal = (config: object): string => {
  const { error } = TrialConfig.safeParse(config);
  return error === undefined ? "accepted" : z.prettifyError(error);
};

test("what is left out is the VAE of Saghir's essay", () => {
  expect(TrialConfig.parse(vae)).toMatchObject({
    model: { hidden: [400], likelihood: { kind: "bernoulli" }, initialisation: "glorot-uniform" },
    objective: { regulariser: "reverse-kl", beta: 1 },
    estimator: { kind: "pathwise", samples: 1 },
    optimizer: { kind: "adam", learningRate: 0.001 },
    batchSize: 128,
    seed: 1,
  });
});

test.each([
  [
    "an unknown data set",
    { dataset: { name: "cifar" } },
    'dataset.name must be one of mnist, mnist-binarised, mnist-14, fashion-mnist, bars, shifted-edges, got "cifar"',
  ],
  ["a negative beta", { objective: { beta: -1 } }, "objective.beta must be ≥ 0, got -1"],
  [
    "no latent unit",
    { model: { kind: "vae", latent: 0 } },
    "model.latent must be a whole number ≥ 1, got 0",
  ],
  ["half an epoch", { epochs: 0.5 }, "epochs must be a whole number ≥ 1, got 0.5"],
  [
    "a misspelt key",
    { model: { kind: "vae", latent: 2, hiden: [3] } },
    'model of kind vae has no key "hiden"; its keys are kind, latent, hidden, likelihood, initialisation',
  ],
  [
    "a misspelt key at the top",
    { epoch: 3 },
    'a config has no key "epoch"; its keys are dataset, model, objective, inference, estimator, optimizer, lagging, batchSize, epochs, seed',
  ],
  [
    "a number for a part",
    { dataset: 3 },
    "dataset must be an object with the keys name, train, test, testShare, ",
  ],
  [
    "an unknown kind",
    { model: { kind: "gan" } },
    'model.kind must be one of vae, autoencoder, denoising-autoencoder, got "gan"',
  ],
  [
    "a kind alone",
    { estimator: "pathwise" },
    "estimator must be an object with a kind of pathwise",
  ],
  [
    "a width for hidden layers",
    { model: { kind: "vae", latent: 2, hidden: 400 } },
    "model.hidden must be a list of whole numbers ≥ 1, got 400",
  ],
  [
    "leave-one-out over one draw",
    { estimator: { kind: "score-function", samples: 1 } },
    "leave-one-out needs ≥ 2 draws, got 1",
  ],
  [
    "an unknown decay of the learning rate",
    { optimizer: { kind: "adam", schedule: { kind: "exponential" } } },
    'optimizer.schedule.kind must be one of cosine, linear, step, got "exponential"',
  ],
  [
    "a decay that grows",
    { optimizer: { kind: "sgd", schedule: { kind: "step", factor: 2 } } },
    "optimizer.schedule.factor must be a number in (0, 1), got 2",
  ],
  [
    "all images held out",
    { earlyStopping: { heldOutShare: 1 } },
    "earlyStopping.heldOutShare must be a number in (0, 1), got 1",
  ],
  ["a VAE without an estimator", { estimator: undefined }, "a vae needs an estimator"],
  [
    "an autoencoder with an objective",
    { model: { kind: "autoencoder", latent: 2 } },
    "only a vae has an objective; model.kind is autoencoder",
  ],
  [
    "a maximum of the log variance at which it overflows",
    { model: { kind: "vae", latent: 2, maxLogVariance: 89 } },
    "model.maxLogVariance must be a number in [-20, 80], got 89",
  ],
  [
    "gradients clipped to nothing",
    { optimizer: { kind: "sgd", gradientClipping: 0 } },
    "optimizer.gradientClipping must be a number > 0, got 0",
  ],
  [
    "a maximum of the log variance of an autoencoder",
    { model: { kind: "autoencoder", latent: 2, maxLogVariance: 5 } },
    'model of kind autoencoder has no key "maxLogVariance"',
  ],
  [
    "a maximum of the log variance of discrete codes",
    { model: { kind: "vae", latent: 2, codes: { kind: "bernoulli" }, maxLogVariance: 5 } },
    "model.codes.kind bernoulli has no log variance: model.maxLogVariance must be left out, got 5",
  ],
  [
    "noise that masks everything",
    {
      model: { kind: "denoising-autoencoder", latent: 2, corruption: { kind: "masking", rate: 1 } },
    },
    "model.corruption.rate must be a number in [0, 1), got 1",
  ],
])("%s is refused with the rule and the value", (_, parts, message) => {
  expect(refusal({ ...vae, ...parts })).toContain(message);
});

test("a part that is broken hides no complaint about another, nor about how they agree", () => {
  const message = refusal({ ...vae, epochs: 0, objective: { beta: -1 }, estimator: undefined });
  for (const rule of ["epochs must", "objective.beta must", "a vae needs an estimator"])
    expect(message).toContain(rule);
});

test("a flat config has dotted keys, text as it is and everything else as JSON", () => {
  expect(
    flattenConfig(TrialConfig.parse({ ...vae, dataset: { name: "bars", trainSize: 64 } })),
  ).toEqual({
    "dataset.name": "bars",
    "dataset.trainSize": "64",
    "model.kind": "vae",
    "model.latent": "20",
    "model.hidden": "[400]",
    "model.likelihood.kind": "bernoulli",
    "model.initialisation": "glorot-uniform",
    "objective.regulariser": "reverse-kl",
    "objective.beta": "1",
    "estimator.kind": "pathwise",
    "estimator.samples": "1",
    "optimizer.kind": "adam",
    "optimizer.learningRate": "0.001",
    batchSize: "128",
    epochs: "2",
    seed: "1",
  });
});
