import * as tf from "@tensorflow/tfjs";
import { fromTensors, type Model, rng, type TrainedModel, vae } from "@vae-lab/core";
import { forwardKl } from "@vae-lab/core/divergences";
import { autoencoder } from "@vae-lab/core/models";
import { afterEach, expect, test } from "vitest";
import { loadBackend } from "../backend/native.ts";
import { loadDataset } from "../datasets/load-dataset.ts";
import { evaluator } from "./evaluate.ts";

await loadBackend();
const { test: images, shape } = await loadDataset({ name: "bars" });
const subject = { test: images, shape };
const sizes = { dataSize: 64, latentSize: 3, hidden: [16] };

let made: TrainedModel | undefined;
afterEach(() => made?.dispose());

/** A model whose named parameters are set to one number each, the others drawn. */
const modelWith = (model: Model, values: Record<string, number>): TrainedModel => {
  const drawn = tf.tidy(() => {
    const parameters = model.init(rng(3));
    return Object.entries(parameters).map(([name, p]) => {
      const given = Object.entries(values).find(([prefix]) => name.startsWith(prefix))?.[1];
      const numbers =
        given === undefined ? p.dataSync().slice() : new Float32Array(p.size).fill(given);
      return [name, { shape: p.shape, values: Float32Array.from(numbers) }] as const;
    });
  });
  made = fromTensors(model, Object.fromEntries(drawn));
  return made;
};

test("a decoder that ignores its code has no code use, grey images and 64 ln 2 nats to pay", () => {
  const { metrics } = evaluator(subject)(modelWith(vae(sizes), { decoder: 0 }), rng(1));
  expect(metrics["test/code_use"]).toBe(0);
  expect(metrics["test/reconstruction"]).toBeCloseTo(-64 * Math.LN2, 4);
  expect(metrics["test/sharpness_reconstruction"]).toBe(0);
  expect(metrics["test/sharpness_samples"]).toBe(0);
});

test("a posterior that is the prior has no rate and no active unit", () => {
  const { metrics } = evaluator(subject)(
    modelWith(vae(sizes), { "encoder.mean": 0, "encoder.logVariance": 0 }),
    rng(1),
  );
  expect(metrics["test/rate"]).toBe(0);
  expect(metrics["test/active_units"]).toBe(0);
  expect(metrics["test/unit_rate/02"]).toBe(0);
  expect(metrics["test/prior_mismatch"]).toBeLessThan(2 / Math.sqrt(images.size));
});

test("the ELBO is the reconstruction minus the rate, and the rate is the sum of its units", () => {
  const regulariser = forwardKl;
  const { metrics } = evaluator({ ...subject, regulariser })(modelWith(vae(sizes), {}), rng(1));
  const of = (key: string) => metrics[`test/${key}`] ?? Number.NaN;
  expect(of("elbo")).toBe(of("reconstruction") - of("rate"));
  expect(of("unit_rate/00") + of("unit_rate/01") + of("unit_rate/02")).toBeCloseTo(of("rate"), 4);
  expect(of("regulariser")).toBeGreaterThan(0);
  expect(of("regulariser")).not.toBeCloseTo(of("rate"), 2);
});

test("what an autoencoder does not have is absent", () => {
  const { metrics } = evaluator(subject)(modelWith(autoencoder(sizes), {}), rng(1));
  expect(Object.keys(metrics).sort()).toEqual([
    "test/code_use",
    "test/code_use_se",
    "test/prior_mismatch",
    "test/reconstruction",
    "test/sharpness_reconstruction",
    "test/sharpness_samples",
  ]);
});

test("the same model and stream give the same numbers, and no tensor stays behind", () => {
  const trained = modelWith(vae(sizes), {});
  const evaluate = evaluator(subject);
  const first = evaluate(trained, rng(1));
  const tensors = tf.memory().numTensors;
  expect(evaluate(trained, rng(1)).metrics).toEqual(first.metrics);
  expect(evaluate(trained, rng(2)).metrics).not.toEqual(first.metrics);
  expect(tf.memory().numTensors).toBe(tensors);
});
