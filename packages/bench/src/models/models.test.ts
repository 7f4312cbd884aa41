import * as tf from "@tensorflow/tfjs";
import { rng } from "@vae-lab/core";
import { beforeAll, expect, test } from "vitest";
import { native } from "../backends.ts";
import type { BenchModel } from "./bench-model.ts";
import { buildModel } from "./build-model.ts";
import { modelSpecs } from "./model-spec.ts";

beforeAll(native);

const x = () => rng(2).uniform([6, 784]) as tf.Tensor2D;
const noise = (stream: string, shape: readonly number[]) =>
  rng(3)
    .fold(stream)
    .normal([...shape]);
const lossOf = (model: BenchModel, parameters = model.initial()): number =>
  tf.tidy(() => model.loss(parameters, x(), noise).dataSync()[0] ?? Number.NaN);

test.each(Object.entries(modelSpecs))(
  "%s begins near 784·log 2 and has all gradients",
  (_, spec) => {
    const model = buildModel(spec);
    const parameters = Object.values(model.initial());
    const names = Object.keys(model.initial());
    const gradients = tf.grads((...tensors) =>
      model
        .loss(
          Object.fromEntries(names.map((name, i) => [name, tensors[i] ?? tf.scalar(0)])),
          x(),
          noise,
        )
        .asScalar(),
    )(parameters);
    for (const [i, gradient] of gradients.entries())
      expect(gradient.abs().sum().dataSync()[0], names[i]).toBeGreaterThan(0);
    expect(Math.abs(lossOf(model) / (784 * Math.LN2) - 1)).toBeLessThan(0.2);
  },
);

test("core's VAE and the plain one have the same loss for the same weights", () => {
  const core = buildModel(modelSpecs.essay);
  const plain = buildModel({ ...modelSpecs.essay, kind: "plain-vae" });
  const weights = Object.values(core.initial());
  const renamed = Object.fromEntries(
    Object.keys(plain.initial()).map((name, i) => [name, weights[i] ?? tf.scalar(0)]),
  );
  const constant = (_: string, shape: readonly number[]) => tf.ones([...shape]).mul(0.5);
  const value = (model: BenchModel, parameters: Record<string, tf.Tensor>) =>
    model.loss(parameters, x(), constant).dataSync()[0] ?? Number.NaN;
  expect(value(plain, renamed)).toBeCloseTo(value(core, core.initial()), 3);
});

test("more samples of an IWAE lower the loss at the same weights", () => {
  const spec = { ...modelSpecs.iwae, samples: 1 };
  const many = { ...spec, samples: 64 };
  const model = buildModel(spec);
  const parameters = model.initial();
  // The bound rises with K (Burda et al. 2016, theorem 1), so the loss falls.
  expect(lossOf(buildModel(many), parameters)).toBeLessThan(lossOf(model, parameters));
});
