import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { decode } from "../evaluation/decode.ts";
import { decoderSensitivity } from "../evaluation/decoder-sensitivity.ts";
import {
  conditionOn,
  isConditional,
  labelledDecoder,
  withLabels,
} from "../models/conditional-vae.ts";
import { trainedModel } from "../models/trained-model.ts";
import { rng } from "../random/rng.ts";
import { buildModel } from "./build-model.ts";
import { drawLabels } from "./labels.ts";
import { loadModel } from "./load-model.ts";
import type { NormalVaeDescription } from "./model-description.ts";
import { saveModel } from "./save-model.ts";

const condition = {
  kind: "labels",
  classes: ["cat", "dog", "owl"],
  shares: [0.5, 0.5, 0],
} as const;
const described: NormalVaeDescription = {
  kind: "vae",
  family: "normal",
  sample: { kind: "vector", length: 5 },
  latentSize: 2,
  hidden: [6],
  likelihood: { kind: "gaussian", variance: 0.1 },
  transform: { shift: 1, scale: 2 },
  condition,
};

const load = async (description: NormalVaeDescription) => {
  const model = buildModel(description);
  const parameters = model.init(rng(1));
  const trained = trainedModel(model, parameters);
  tf.dispose(parameters);
  const loaded = await loadModel(await saveModel(trained, description));
  trained.dispose();
  return loaded;
};

const conditional = async (description = described) => {
  const loaded = await load(description);
  const { model, parameters } = loaded.trained;
  if (!isConditional(model)) throw new Error("the loaded model is not conditional");
  return { loaded, model, parameters };
};

const x = rng(2).normals(4 * 5);

test("a loaded conditional model encodes and decodes each sample with its label, as the model of that class does", async () => {
  const { loaded, model, parameters } = await conditional();
  const labels = [2, 0, 1, 1];
  const { mean } = loaded.encode(x, { labels });
  const decoded = loaded.decode(mean, { labels });
  expect(decoded.shape).toEqual([4, 5]);
  labels.forEach((label, n) => {
    const row = x.slice(5 * n, 5 * n + 5);
    const code = loaded.encode(row, { labels: label }).mean.values;
    code.forEach((value, k) => {
      expect(mean.values[2 * n + k]).toBeCloseTo(value, 5);
    });
    expect(loaded.encode(row, { labels: (label + 1) % 3 }).mean.values).not.toEqual(code);
    const alone = conditionOn({ model, parameters, dispose: () => {} }, label);
    const own = decode(alone, code).map((value) => Math.fround(1 + 2 * value));
    alone.dispose();
    decoded.values.slice(5 * n, 5 * n + 5).forEach((value, i) => {
      expect(value).toBeCloseTo(own[i] ?? Number.NaN, 5);
    });
  });
  loaded.dispose();
});

test("the same code decodes to something else for another label, and samples are those of the label", async () => {
  const { loaded } = await conditional();
  const z = Float32Array.of(0.3, -1);
  expect(loaded.decode(z, { labels: 0 }).values).not.toEqual(
    loaded.decode(z, { labels: 1 }).values,
  );
  const samples = loaded.sample(3, { seed: 4, labels: 1 });
  expect(samples.shape).toEqual([3, 5]);
  expect(samples.values).not.toEqual(loaded.sample(3, { seed: 4, labels: 2 }).values);
  expect(loaded.sample(3, { seed: 4, labels: [1, 1, 1] })).toEqual(samples);
  const drawn = loaded.sample(3, { seed: 4, labels: 1, output: "draw" });
  expect(drawn.values).not.toEqual(samples.values);
  loaded.dispose();
});

test("samples without labels have labels drawn from the shares of the training data", async () => {
  const { loaded } = await conditional();
  const labels = drawLabels(condition, rng(7).fold("labels"), 6);
  expect(loaded.sample(6, { seed: 7 })).toEqual(loaded.sample(6, { seed: 7, labels }));
  const many = drawLabels(condition, rng(1), 10_000);
  const shares = [0, 1, 2].map((y) => many.filter((label) => label === y).length / many.length);
  expect(Math.abs((shares[0] ?? 0) - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / many.length));
  expect(shares[2]).toBe(0);
  loaded.dispose();
});

test("the sensitivity to each unit and label of codes with labels is that of the decoder of the class", async () => {
  const { loaded, model, parameters } = await conditional();
  const z = Float32Array.of(0.3, -1, 0.5, 2);
  const labelled = decoderSensitivity(
    labelledDecoder({ model, parameters }),
    withLabels(z, [1, 0], 3),
  );
  [1, 0].forEach((label, n) => {
    const alone = conditionOn({ model, parameters, dispose: () => {} }, label);
    const own = decoderSensitivity(alone, z.slice(2 * n, 2 * n + 2));
    alone.dispose();
    own.forEach((value, k) => {
      expect(labelled[5 * n + k]).toBeCloseTo(value, 4);
    });
  });
  loaded.dispose();
});

test.each(["convolutional", "autoregressive", "skip"] as const)(
  "a conditional model may have a decoder of kind %s",
  async (decoder) => {
    const { transform: _, ...untransformed } = described;
    const { loaded } = await conditional({
      ...untransformed,
      sample: { kind: "image", height: 4, width: 4, channels: 1 },
      likelihood: { kind: "bernoulli" },
      decoder,
    });
    const samples = loaded.sample(4, { seed: 1, labels: [0, 1, 2, 0], output: "draw" });
    expect(samples.shape).toEqual([4, 4, 4, 1]);
    expect([...new Set(samples.values)].sort()).toEqual([0, 1]);
    const { mean } = loaded.encode(samples, { labels: [0, 1, 2, 0] });
    expect(mean.shape).toEqual([4, 2]);
    loaded.dispose();
  },
);

test("labels that are missing, too few or no classes are refused, and so are labels of another model", async () => {
  const { loaded } = await conditional();
  const z = new Float32Array(4);
  expect(() => loaded.encode(x)).toThrow(
    "cannot encode without labels: the model is conditional on 3 classes; pass a label from 0 to 2, or one per sample, as in encode(…, { labels: 0 })",
  );
  expect(() => loaded.decode(z)).toThrow("cannot decode without labels");
  expect(() => loaded.decode(z, { labels: [1] })).toThrow(
    "labels must be a number, or hold one per sample, 2 of them, got an array of 1",
  );
  expect(() => loaded.sample(2, { seed: 1, labels: 3 })).toThrow(
    "a label must be a whole number from 0 to 2, got 3",
  );
  loaded.dispose();
  const { condition: _, ...plain } = described;
  const other = await load(plain);
  expect(() => other.encode(x, { labels: 1 })).toThrow(
    "cannot use labels in encode: the model is not conditional (got 1); leave them out",
  );
  other.dispose();
});

test.each<[string, object, string]>([
  ["of one class", { classes: ["cat"], shares: [1] }, "at least two different names"],
  ["with a name twice", { classes: ["a", "a"], shares: [0.5, 0.5] }, "two different names"],
  ["whose shares are no distribution", { shares: [0.5, 0.6, 0] }, "with sum 1"],
  ["of another kind", { kind: "text" }, "condition.kind must be one of labels, got text"],
])("a condition %s is refused", (_, change, message) => {
  const description = { ...described, condition: { ...condition, ...change } };
  expect(() => buildModel(description as NormalVaeDescription)).toThrow(message);
});

test("a condition beside a constraint on the posterior is refused", () => {
  expect(() => buildModel({ ...described, posterior: { kind: "committed-rate" } })).toThrow(
    "cannot build a conditional model with a posterior",
  );
});
