import { expect, test } from "vitest";
import { withValue } from "./dotted-keys.ts";
import { parseSweepFile } from "./sweep-file.ts";

const base = {
  dataset: { name: "mnist" },
  model: { kind: "vae", latent: 20 },
  objective: { regulariser: "forward-kl" },
  estimator: { kind: "pathwise" },
};

test("a sweep file is the product of what it varies, over its base", () => {
  const { axes, trials } = parseSweepFile({
    name: "betas",
    base,
    vary: { "objective.beta": [1, 4], seed: [1, 2, 3] },
  });
  expect(axes).toEqual(["objective.beta", "seed"]);
  expect(trials.map(({ objective, seed }) => [objective?.beta, seed])).toEqual([
    ...[1, 2, 3].map((seed) => [1, seed]),
    ...[1, 2, 3].map((seed) => [4, seed]),
  ]);
  for (const { objective } of trials) expect(objective?.regulariser).toBe("forward-kl");
});

test("a value is set in a copy: the config that was given stays as it is", () => {
  const changed = withValue(base, "model.latent", 2);
  expect(changed).toMatchObject({ model: { kind: "vae", latent: 2 } });
  expect(base.model.latent).toBe(20);
});

test("the base is merged over the VAE of Saghir's essay, and what is varied over the base", () => {
  const { trials } = parseSweepFile({
    name: "models",
    base: { model: { latent: 5 } },
    vary: { "model.kind": ["vae", "autoencoder"] },
  });
  expect(trials).toMatchObject([
    { dataset: { name: "mnist" }, model: { kind: "vae", latent: 5 }, objective: { beta: 1 } },
    { dataset: { name: "mnist" }, model: { kind: "autoencoder", latent: 5 } },
  ]);
  expect(trials[1]?.objective).toBeUndefined();
});

const list = (length: number): number[] => Array.from({ length }, (_, i) => i + 1);

test.each([
  ["no name", { base }, "name must be a text, got nothing"],
  ["a list instead of itself", [], "a sweep file must be an object with the keys name, base, vary"],
  [
    "a misspelt key of its own",
    { name: "x", base, varry: {} },
    'a sweep file has no key "varry"; its keys are name, base, vary',
  ],
  [
    "a config instead of itself",
    { dataset: { name: "bars" } },
    'no key "dataset"; its keys are name, base, vary; move parts of a config into base, or use `vae-lab train`',
  ],
  [
    "an axis without values",
    { name: "x", base, vary: { seed: [] } },
    "each key of vary must have a list of at least one value, got []",
  ],
  [
    "one value instead of a list",
    { name: "x", vary: { seed: 3 } },
    "each key of vary must have a list of at least one value, got 3",
  ],
  [
    "a base that is text",
    { name: "x", base: "mnist" },
    'base must be an object, a part of a config, got "mnist"',
  ],
  [
    "an axis that no config has",
    { name: "x", vary: { "objective.bta": [1] } },
    'vary has no key "objective.bta"; did you mean objective.beta? (the keys of a config are dataset, dataset.name,',
  ],
  [
    "more trials than fit in memory",
    { name: "x", vary: { seed: list(1000), epochs: list(1000), "model.latent": list(1000) } },
    "a sweep must have at most 100000 trials, got 1000 × 1000 × 1000 = 1000000000",
  ],
  [
    "an axis and a part of it",
    { name: "x", vary: { "model.latent": [2], model: [{ kind: "vae", latent: 3 }] } },
    'vary must not have both "model" and "model.latent", which is a part of it',
  ],
  [
    "a name that MLflow does not take",
    { name: "x".repeat(600) },
    'name must have at most 500 characters, got 600 ("xxxx',
  ],
])("a file with %s is refused", (_, content, message) => {
  expect(() => parseSweepFile(content)).toThrow(message);
});

test("all issues of a file are reported together, each once", () => {
  const wrong = {
    name: "x",
    base: { epoch: 3 },
    vary: { bta: [1], "objective.beta": [1, -1, -2] },
  };
  const complaints = (() => {
    try {
      return parseSweepFile(wrong);
    } catch (error) {
      return String(error).split("\n");
    }
  })();
  expect(complaints).toEqual([
    expect.stringContaining('vary has no key "bta"'),
    expect.stringContaining('a config has no key "epoch"; its keys are dataset, model,'),
    "objective.beta must be ≥ 0, got -1",
    "objective.beta must be ≥ 0, got -2",
  ]);
});
