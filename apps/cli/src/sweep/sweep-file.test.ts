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
    'a sweep file has no key "varry"; its keys are name, base, vary, zip, sample, seeds',
  ],
  [
    "a config instead of itself",
    { dataset: { name: "bars" } },
    'no key "dataset"; its keys are name, base, vary, zip, sample, seeds; move parts of a config into base, or use `vae-lab train`',
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
    "lists of zip of different lengths",
    { name: "x", zip: [{ "model.latent": [2, 5], epochs: [1] }] },
    "each of zip must be an object of lists of the same length, got",
  ],
  [
    "a key twice",
    { name: "x", vary: { epochs: [1] }, zip: [{ epochs: [2] }] },
    'a sweep must not vary "epochs" twice',
  ],
  [
    "seeds twice",
    { name: "x", seeds: 3, vary: { seed: [1] } },
    'a sweep must not have both seeds and vary "seed"',
  ],
  [
    "a condition on no key of a config",
    { name: "x", vary: { epochs: { values: [1], when: { "model.knd": "vae" } } } },
    'vary has no key "model.knd"; did you mean model.kind?',
  ],
  [
    "a range that is none",
    { name: "x", sample: { count: 2, over: { "objective.beta": { log: [1, 0.1] } } } },
    "a range must be [low, high] with low < high",
  ],
  [
    "a way to draw that is none",
    { name: "x", sample: { count: 2, over: { "objective.beta": [1, 2] } } },
    "a key of sample.over must have one of uniform, log and integer",
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

test("lists of zip change together, and combine with what varies and with the seeds", () => {
  const { axes, trials } = parseSweepFile({
    name: "x",
    zip: [{ "model.latent": [2, 5], "model.hidden": [[10], [20]] }],
    vary: { "objective.beta": [1, 4] },
    seeds: 2,
  });
  expect(axes).toEqual(["objective.beta", "seed", "model.latent", "model.hidden"]);
  const seen = trials.map(({ model, objective, seed }) =>
    [objective?.beta, seed, model.latent, ...model.hidden].join(" "),
  );
  expect(seen).toEqual(
    [1, 4].flatMap((beta) =>
      [1, 2].flatMap((seed) => [`${beta} ${seed} 2 10`, `${beta} ${seed} 5 20`]),
    ),
  );
});

test("a conditional key varies where its condition holds, also by a default", () => {
  const { trials } = parseSweepFile({
    name: "x",
    vary: {
      "objective.alpha": { values: [0.25, 0.75], when: { "objective.regulariser": "amari" } },
      "objective.regulariser": ["reverse-kl", "amari"],
      "model.latent": { values: [2, 3], when: { "model.kind": ["vae", "autoencoder"] } },
    },
  });
  expect(
    trials.map(({ objective, model }) => [objective?.regulariser, objective?.alpha, model.latent]),
  ).toEqual([
    ["reverse-kl", undefined, 2],
    ["reverse-kl", undefined, 3],
    ["amari", 0.25, 2],
    ["amari", 0.25, 3],
    ["amari", 0.75, 2],
    ["amari", 0.75, 3],
  ]);
});

test.each(["random", "sobol"])(
  "%s points are in their ranges and depend on the seed alone",
  (method) => {
    const sampled = (seed: number, count = 40) =>
      parseSweepFile({
        name: "x",
        sample: {
          ...{ count, method, seed },
          over: {
            "optimizer.learningRate": { log: [1e-4, 1e-1] },
            "model.latent": { integer: [2, 5] },
            "objective.regulariser": { choice: ["reverse-kl", "forward-kl"] },
          },
        },
      }).trials;
    const trials = sampled(1);
    expect(trials).toHaveLength(40);
    const rates = trials.map(({ optimizer }) => optimizer.learningRate);
    expect(Math.min(...rates)).toBeGreaterThanOrEqual(1e-4);
    expect(Math.max(...rates)).toBeLessThan(1e-1);
    // On a logarithmic scale half of the range has half of the points, to 3 standard errors.
    const low = rates.filter((rate) => rate < 10 ** -2.5).length;
    expect(Math.abs(low - 20)).toBeLessThanOrEqual(3 * Math.sqrt(10));
    expect([...new Set(trials.map(({ model }) => model.latent))].sort()).toEqual([2, 3, 4, 5]);
    expect(sampled(1)).toEqual(trials);
    expect(sampled(1, 10)).toEqual(trials.slice(0, 10));
    expect(sampled(2)).not.toEqual(trials);
  },
);
