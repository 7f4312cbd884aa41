import { buildModel, loadModel, rng, saveModel } from "@vae-lab/core";
import type { ModelDescription, NormalVaeDescription } from "@vae-lab/core/checkpoints";
import { expect, test } from "vitest";
import { explorerOf } from "./explorer.ts";

const plain: NormalVaeDescription = {
  kind: "vae",
  family: "normal",
  sample: { kind: "vector", length: 3 },
  latentSize: 2,
  hidden: [4],
  likelihood: { kind: "gaussian", variance: 1 },
};
const samples = {
  name: "own",
  values: Float32Array.of(1, 0, 0, 0, 1, 1),
  axes: [3],
  labels: undefined,
};

const loaded = async (description: ModelDescription) => {
  const model = buildModel(description);
  const parameters = model.init(rng(1));
  return loadModel(await saveModel({ model, parameters, dispose: () => undefined }, description));
};

const condition = { kind: "labels", classes: ["cat", "dog"], shares: [0.5, 0.5] } as const;

test("opening a run gives the codes and the terms of the ELBO that the model gives", async () => {
  const model = await loaded(plain);
  const { opened } = explorerOf(model, samples, "cpu");
  const { mean, logVariance } = model.encode(samples.values);
  expect(opened.means).toEqual(mean.values);
  const sds = Array.from(logVariance?.values ?? [], (value) => Math.exp(value / 2));
  for (const [i, sd] of sds.entries()) expect(opened.sds?.[i]).toBeCloseTo(sd, 6);
  const rates = [0, 1].map((n) =>
    [0, 1].reduce((sum, k) => {
      const [m = 0, sd = 1] = [mean.values[2 * n + k], sds[2 * n + k]];
      return sum + (m ** 2 + sd ** 2 - 1) / 2 - Math.log(sd);
    }, 0),
  );
  for (const [n, rate] of rates.entries()) expect(opened.rates?.[n]).toBeCloseTo(rate, 5);
});

test("a conditional model encodes samples with their own classes, and decodes codes as the given one", async () => {
  const model = await loaded({ ...plain, condition });
  // The data number the classes in another order than the model
  const own = { ...samples, labels: Float32Array.of(0, 1), classes: ["dog", "cat"] };
  const explorer = explorerOf(model, own, "cpu");
  expect([...(explorer.opened.condition?.labels ?? [])]).toEqual([1, 0]);
  expect(explorer.opened.means).toEqual(model.encode(own.values, { labels: [1, 0] }).mean.values);
  const z = Float32Array.of(0.3, -1, 2, 0.5);
  for (const label of [0, 1]) {
    expect(explorer.decode(z, label)).toEqual(model.decode(z, { labels: label }).values);
    const x = Float32Array.of(0, 1, 0);
    expect(explorer.encode(x, label).mean).toEqual(model.encode(x, { labels: label }).mean.values);
    expect(explorer.fromPrior(4, 7, label)).toEqual(
      model.sample(4, { seed: 7, labels: label }).values,
    );
  }
  expect(explorer.decode(z, 0)).not.toEqual(explorer.decode(z, 1));
});

test("a conditional model is not explored with data that have no labels, or classes of others", async () => {
  const model = await loaded({ ...plain, condition });
  expect(() => explorerOf(model, samples, "cpu")).toThrow(
    "cannot explore the run: its model is conditional on labels, and own has none",
  );
  const others = { ...samples, labels: Float32Array.of(0, 0), classes: ["bird"] };
  expect(() => explorerOf(model, others, "cpu")).toThrow(
    "its model is not given the class bird of own, but cat, dog",
  );
});

test("a checkpoint of a model without latent units is refused with the reason", async () => {
  const file = await saveModel(
    {
      model: buildModel(plain),
      parameters: buildModel(plain).init(rng(1)),
      dispose: () => undefined,
    },
    { ...plain, latentSize: 0 },
  );
  await expect(loadModel(file)).rejects.toThrow(/cannot load the model: .*latent/);
});

test("data of another shape than the model's are refused with both shapes", async () => {
  const model = await loaded(plain);
  expect(() => explorerOf(model, { ...samples, axes: [2, 1, 1] }, "cpu")).toThrow(
    "its model takes samples of shape 3, and the data have 2×1×1",
  );
});

test.each(["mixture", "vamp"] as const)(
  "a model with a %s prior is explored with rates of its draws, and none of units",
  async (kind) => {
    const { prior: _, posterior: __, condition: ___, ...rest } = plain;
    const model = await loaded({ ...rest, prior: { kind, components: 3 } });
    const explorer = explorerOf(model, samples, "cpu");
    const { mean, logVariance } = model.encode(samples.values);
    expect(explorer.opened.means).toEqual(mean.values);
    expect(explorer.opened.sds).toHaveLength(logVariance?.values.length ?? 0);
    expect(explorer.opened.unitRates).toBeUndefined();
    expect(explorer.opened.rates).toHaveLength(2);
    expect(explorer.opened.hasLearnedPrior).toBe(true);
    expect(explorer.fromPrior(4, 7)).toEqual(model.sample(4, { seed: 7 }).values);
  },
);

test("two layers of codes are not explored, with the reason", async () => {
  const { prior: _, posterior: __, condition: ___, ...rest } = plain;
  const model = await loaded({ ...rest, family: "two-layers", topSize: 2 });
  expect(() => explorerOf(model, samples, "cpu")).toThrow(
    "cannot explore the run: its codes have two layers, and the map shows codes of one",
  );
});
