import { completeConfig } from "@vae-lab/experiments/complete-config";
import { expect, test } from "vitest";
import { partFrom } from "./config-from-flags.ts";

test("without flags nothing is said: what is left is the essay's VAE", () => {
  expect(partFrom({})).toEqual({});
});

test("each flag sets its key", () => {
  const part = partFrom({
    latent: "2",
    hidden: "64,32",
    beta: "0.5",
    "learning-rate": "3e-4",
    seed: "7",
  });
  expect(part).toEqual({
    model: { latent: 2, hidden: [64, 32] },
    objective: { beta: 0.5 },
    optimizer: { learningRate: 3e-4 },
    seed: 7,
  });
});

test("flags change single values of a config that is given", () => {
  const given = { dataset: { name: "bars" }, model: { kind: "autoencoder", latent: 3 } };
  expect(completeConfig(given, partFrom({ epochs: "5" }))).toMatchObject({ ...given, epochs: 5 });
});

test("what is no number is refused by its key's rule, all of it at once", () => {
  const part = partFrom({ latent: "two", beta: "x", hidden: "4,many" });
  expect(() => completeConfig(part)).toThrow(
    'model.latent must be a whole number ≥ 1, got "two"\n' +
      'each of model.hidden must be a whole number ≥ 1, got "many"\n' +
      'objective.beta must be a number ≥ 0, got "x"',
  );
});
