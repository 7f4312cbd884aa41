import { readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs";
import { elboTerms, loadModel, rng } from "@vae-lab/core";
import type { LoadedModel } from "@vae-lab/core/checkpoints";
import type { Vae } from "@vae-lab/core/models";
import { loadDataset, TrialConfig } from "@vae-lab/experiments";
import { afterAll, beforeAll, expect, test } from "vitest";
import { costsOf } from "../src/story/figures/costs.ts";
import {
  type StoryModelName,
  storyConfigs,
  storyImages,
  storyModelNames,
} from "../src/story/models/configs.ts";
import { packImages } from "../src/story/models/packed-images.ts";

const folder = new URL("../src/story/models/", import.meta.url);
const fileOf = (name: string) => readFileSync(new URL(name, folder));

const models = new Map<StoryModelName, LoadedModel>();
let data: Awaited<ReturnType<typeof loadDataset>>;
beforeAll(async () => {
  await tf.setBackend("cpu");
  data = await loadDataset(storyConfigs.vae.dataset);
  for (const name of storyModelNames)
    models.set(name, await loadModel(fileOf(`${name}.safetensors`)));
}, 180_000);
afterAll(() => {
  for (const model of models.values()) model.dispose();
});

const modelNamed = (name: StoryModelName): LoadedModel => {
  const model = models.get(name);
  if (model === undefined) throw new Error(`no model ${name}`);
  return model;
};

const size = 14 * 14;
const test100 = () => data.test.values.subarray(0, 100 * size);

const termsOf = (name: StoryModelName) => {
  const { trained } = modelNamed(name);
  return elboTerms({ model: trained.model as Vae, parameters: trained.parameters }, test100(), {
    rng: rng(1),
    samples: 8,
  });
};

const mean = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

test.for(storyModelNames)(
  "the file of %s is of its config, and of the data that are here",
  (name) => {
    const { metadata } = modelNamed(name);
    expect(TrialConfig.parse(JSON.parse(metadata.config ?? ""))).toEqual(
      TrialConfig.parse(storyConfigs[name]),
    );
    expect(metadata["data.hash"]).toBe(data.hash);
    expect(metadata.epoch).toBe(String(storyConfigs[name].epochs));
  },
);

test("the story's images are the first test images of its data set", () => {
  const expected = packImages({
    values: data.test.values.subarray(0, storyImages * size),
    labels: Float32Array.from(data.test.labels?.subarray(0, storyImages) ?? []),
  });
  expect(Buffer.compare(fileOf("digits.bin"), expected)).toBe(0);
});

test("models and images take less than 300 kB in all", () => {
  const files = [...storyModelNames.map((name) => `${name}.safetensors`), "digits.bin"];
  const bytes = files.map((name) => fileOf(name).length).reduce((sum, length) => sum + length, 0);
  expect(bytes).toBeLessThan(300_000);
});

test("the VAE uses its code and the collapsed one does not", () => {
  expect(mean(termsOf("vae").rate)).toBeGreaterThan(3);
  expect(mean(termsOf("collapsed").rate)).toBeLessThan(0.05);
});

test("the costs of the encoder's clouds are the two terms of the ELBO", () => {
  const model = modelNamed("vae");
  const { rate, reconstruction } = termsOf("vae");
  const { mean: codes, logVariance } = model.encode(test100());
  const sds = (logVariance?.values ?? codes.values).map((value) => Math.exp(value / 2));
  const pairs = Array.from({ length: 100 }, (_, n) => n);
  const shown = {
    model,
    original: (n: number) => data.test.values.slice(n * size, (n + 1) * size),
  } as unknown as Parameters<typeof costsOf>[0];
  const pairAt = (values: Float32Array, n: number) =>
    [values[2 * n] ?? 0, values[2 * n + 1] ?? 0] as const;
  const differences = pairs.map((n) => {
    const cloud = { mean: pairAt(codes.values, n), sds: pairAt(sds, n) };
    const costs = costsOf(shown, n, cloud);
    expect(costs.code).toBeCloseTo(rate[n] ?? Number.NaN, 3);
    return costs.reconstruction + (reconstruction[n] ?? Number.NaN);
  });
  // Both are Monte Carlo: their mean difference is 0 within four standard errors
  const average = mean(differences);
  const spread = Math.sqrt(mean(differences.map((value) => (value - average) ** 2)));
  expect(Math.abs(average)).toBeLessThan((4 * spread) / Math.sqrt(pairs.length));
});
