import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { at } from "../../test/at.ts";
import { codes, priorCodes } from "../evaluation/codes.ts";
import { decode, drawData } from "../evaluation/decode.ts";
import { fromTensors, trainedModel } from "../models/trained-model.ts";
import { rng } from "../random/rng.ts";
import { decodeSafetensors, encodeSafetensors } from "../training/safetensors.ts";
import { buildModel } from "./build-model.ts";
import { loadModel } from "./load-model.ts";
import type { ModelDescription } from "./model-description.ts";
import { saveModel } from "./save-model.ts";

const common = {
  sample: { kind: "image", height: 8, width: 4, channels: 1 },
  latentSize: 3,
  hidden: [6],
  likelihood: { kind: "bernoulli" },
} as const;
const normal = { ...common, kind: "vae", family: "normal" } as const;

/** Every kind of part that a description can name. */
const described: readonly ModelDescription[] = [
  normal,
  { ...normal, sample: { kind: "image", height: 4, width: 4, channels: 3 }, hidden: [] },
  { ...normal, sample: { kind: "vector", length: 5 }, maxLogVariance: 2 },
  { ...normal, encoder: "convolutional", decoder: "convolutional" },
  { ...normal, decoder: "skip" },
  { ...normal, decoder: "autoregressive" },
  { ...normal, posterior: { kind: "committed-rate" } },
  { ...normal, posterior: { kind: "batch-normalised-mean", scale: 0.5 } },
  { ...normal, posterior: { kind: "variance-floor", logVariance: -3 } },
  { ...normal, posterior: { kind: "semi-amortised", steps: 2, samples: 1 } },
  { ...normal, posterior: { kind: "per-observation", rows: 3, steps: 2 } },
  { ...normal, likelihood: { kind: "continuous-bernoulli" } },
  { ...normal, likelihood: { kind: "gaussian", variance: 0.1 } },
  { ...normal, likelihood: { kind: "learned-gaussian" } },
  { ...normal, likelihood: { kind: "optimal-gaussian" } },
  { ...normal, likelihood: { kind: "per-pixel-gaussian", floor: 0.01 } },
  { ...normal, likelihood: { kind: "discretised-logistic", levels: 16 } },
  { ...normal, likelihood: { kind: "per-pixel-discretised-logistic" } },
  { ...normal, prior: { kind: "mixture", components: 4 } },
  { ...normal, prior: { kind: "vamp", components: 4 } },
  {
    ...normal,
    prior: { kind: "vamp", components: 4 },
    posterior: { kind: "variance-floor", logVariance: -3 },
  },
  { ...common, kind: "vae", family: "two-layers", topSize: 2, maxLogVariance: 2 },
  { ...common, kind: "vae", family: "two-layers", topSize: 2, between: [5], decoder: "skip" },
  { ...common, kind: "vae", family: "bernoulli", prior: "learned" },
  { ...common, kind: "vae", family: "categorical", classes: 4 },
  { ...common, kind: "autoencoder" },
  { ...common, kind: "denoising-autoencoder", corruption: { kind: "masking", rate: 0.1 } },
  { ...common, kind: "denoising-autoencoder", corruption: { kind: "gaussian", sd: 0.1 } },
];

const saved = async (description: ModelDescription) => {
  const model = buildModel(description);
  const parameters = model.init(rng(1));
  const trained = trainedModel(model, parameters);
  tf.dispose(parameters);
  return { trained, file: await saveModel(trained, description, { trial: "7" }) };
};

describe.each(described)("a saved model of description %#", (description) => {
  test("encodes and decodes as it did before", async () => {
    const { trained, file } = await saved(description);
    const loaded = await loadModel(file);
    const x = rng(2)
      .uniforms(6 * trained.model.dataSize)
      .map(Math.round);
    const { mean, logVariance } = loaded.encode(x);
    const expected = codes(trained, x);
    expect(mean).toEqual({ shape: [6, loaded.latentSize], values: expected.mean });
    expect(logVariance?.values).toEqual(expected.logVariance);
    const decoded = loaded.decode(mean);
    expect(decoded.values).toEqual(decode(trained, expected.mean));
    expect(decoded.shape).toEqual([6, ...loaded.sampleShape]);
    expect(loaded.description).toEqual(description);
    expect(loaded.metadata).toMatchObject({ trial: "7" });
    loaded.dispose();
    trained.dispose();
  });
});

test("samples are decoded draws of the prior, the same for the same seed", async () => {
  const { trained, file } = await saved(normal);
  const loaded = await loadModel(file);
  const z = priorCodes(trained as never, rng(5).fold("codes"), 7);
  expect(loaded.sample(7, { seed: 5 })).toEqual({
    shape: [7, 8, 4, 1],
    values: decode(trained, z),
  });
  expect(loaded.sample(7, { seed: 6 })).not.toEqual(loaded.sample(7, { seed: 5 }));
  const drawn = loaded.sample(7, { seed: 5, output: "draw" });
  expect(drawn.values).toEqual(drawData(trained, z, rng(5).fold("data")));
  expect(new Set(drawn.values)).toEqual(new Set([0, 1]));
  loaded.dispose();
  trained.dispose();
});

test.each<ModelDescription>([
  { ...normal, prior: { kind: "mixture", components: 4 } },
  { ...normal, prior: { kind: "vamp", components: 4 } },
  { ...common, kind: "vae", family: "two-layers", topSize: 2 },
])("samples of a learned prior are its decoded draws: %#", async (description) => {
  const { trained, file } = await saved(description);
  const loaded = await loadModel(file);
  const z = priorCodes(trained as never, rng(5).fold("codes"), 7);
  expect(loaded.sample(7, { seed: 5 }).values).toEqual(decode(trained, z));
  expect(loaded.sample(7, { seed: 5, output: "draw" }).values).toEqual(
    drawData(trained, z, rng(5).fold("data")),
  );
  loaded.dispose();
  trained.dispose();
});

test("the mean of many draws of a code is its decoded mean", async () => {
  const { trained, file } = await saved({
    ...normal,
    likelihood: { kind: "gaussian", variance: 0.25 },
  });
  const loaded = await loadModel(file);
  const N = 4000;
  const z = Float32Array.from({ length: N * 3 }, (_, i) => [0.3, -1, 2][i % 3] ?? 0);
  const drawn = loaded.decode(z, { output: "draw", seed: 1 });
  const mean = loaded.decode(z.subarray(0, 3)).values;
  mean.forEach((value, pixel) => {
    let sum = 0;
    for (let n = 0; n < N; n++) sum += drawn.values[n * 32 + pixel] ?? Number.NaN;
    expect(Math.abs(sum / N - value)).toBeLessThan(4.5 * Math.sqrt(0.25 / N));
  });
  loaded.dispose();
  trained.dispose();
});

test("a transform of the data is applied before encoding and undone after decoding", async () => {
  const likelihood = { kind: "gaussian", variance: 0.01 } as const;
  const sample = { kind: "vector", length: 3 } as const;
  const transform = { shift: [10, -4, 0.5], scale: [2, 8, 0.25] };
  const { trained, file } = await saved({ ...normal, likelihood, sample, transform });
  const loaded = await loadModel(file);
  const taken = rng(3).normals(4 * 3);
  const x = taken.map(
    (value, i) => value * at(transform.scale, i % 3) + at(transform.shift, i % 3),
  );
  const { mean } = loaded.encode(x);
  expect(mean.values).toBeNear(codes(trained, taken).mean, 1e-6);
  const expected = decode(trained, mean.values).map(
    (value, i) => value * at(transform.scale, i % 3) + at(transform.shift, i % 3),
  );
  expect(loaded.decode(mean).values).toBeNear(expected, 1e-6);
  const drawn = loaded.decode(mean, { output: "draw", seed: 1 }).values;
  for (const [i, value] of drawn.entries())
    expect(Math.abs(value - at(expected, i))).toBeLessThan(0.5 * at(transform.scale, i % 3));
  loaded.dispose();
  trained.dispose();
});

test("loading, using and disposing a model leaves no tensors", async () => {
  const { trained, file } = await saved(normal);
  const before = tf.memory().numTensors;
  const loaded = await loadModel(file);
  loaded.decode(loaded.encode(rng(2).uniforms(64)).mean, { output: "draw", seed: 3 });
  loaded.sample(2, { seed: 1 });
  loaded.dispose();
  loaded.dispose();
  expect(tf.memory().numTensors).toBe(before);
  expect(() => loaded.sample(2, { seed: 1 })).toThrow("its parameters are disposed");
  trained.dispose();
});

describe("loadModel refuses", () => {
  test("a file with any byte changed", async () => {
    const { trained, file } = await saved(normal);
    for (const at of [20, 400, file.length - 1]) {
      const changed = file.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      await expect(loadModel(changed)).rejects.toThrow(
        /^cannot load the model: .*get the file again/,
      );
    }
    trained.dispose();
  });

  test("a file that is cut off, and what is no safetensors file", async () => {
    const { trained, file } = await saved(normal);
    for (const bytes of [
      file.subarray(0, -4),
      file.subarray(0, 5),
      new Uint8Array(100),
      new Uint8Array(),
    ])
      await expect(loadModel(bytes)).rejects.toMatchObject({ name: "CheckpointError" });
    trained.dispose();
  });

  test("a file of another program, unless the caller describes its model", async () => {
    const { trained, file } = await saved(normal);
    const { tensors } = decodeSafetensors(file);
    const foreign = encodeSafetensors(tensors, { format: "pt" });
    await expect(loadModel(foreign)).rejects.toThrow(
      "the file does not describe one (got 10 tensors: encoder.hidden.1.weights, encoder.hidden.1.bias, encoder.mean.weights, …)",
    );
    const loaded = await loadModel(foreign, { description: normal });
    const expected = fromTensors(buildModel(normal), tensors);
    expect(loaded.decode(rng(1).normals(3)).values).toEqual(decode(expected, rng(1).normals(3)));
    for (const each of [loaded, expected, trained]) each.dispose();
  });

  test("a description that the parameters do not fit", async () => {
    const { trained, file } = await saved(normal);
    await expect(loadModel(file, { description: { ...normal, hidden: [9] } })).rejects.toThrow(
      "encoder.hidden.1.weights must have shape [32, 9] in a checkpoint, got [32, 6]",
    );
    trained.dispose();
  });

  test("samples of an autoencoder, draws without a seed, and codes of another shape", async () => {
    const { trained, file } = await saved({ ...common, kind: "autoencoder" });
    const loaded = await loadModel(file);
    expect(() => loaded.sample(2, { seed: 1 })).toThrow("cannot sample from an autoencoder");
    expect(() => loaded.decode(rng(1).normals(3), { output: "draw" })).toThrow(
      "cannot draw without a seed",
    );
    expect(() => loaded.decode({ shape: [3, 2], values: new Float32Array(6) })).toThrow(
      "z must have shape [N, 3], got [3, 2]",
    );
    expect(() => loaded.encode(new Uint8Array(32) as never)).toThrow("(byte) => byte / 255");
    loaded.dispose();
    trained.dispose();
  });
});
