import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { numbersOf } from "../../test/at.ts";
import { rng } from "../random/rng.ts";
import { recipes } from "../recipes/recipes.ts";
import { hierarchicalVae } from "./hierarchical-vae.ts";
import { linearVae } from "./linear-vae.ts";
import type { Vae } from "./model.ts";
import { vae } from "./vae.ts";

const sizes = { dataSize: 6, latentSize: 2 };
const hidden = [8];

/** ln σ² of q(z|x) of five rows, the encoder's bias of it being `raw`. */
const logVariances = (model: Vae, raw: number): number[] =>
  tf.tidy(() => {
    const parameters = { ...model.init(rng(1)) };
    for (const name of ["encoder.logVariance.bias", "encoder.logVariance"])
      if (name in parameters) parameters[name] = tf.fill([2], raw);
    return numbersOf(model.posterior(parameters, rng(2).uniform([5, 6])).logVariance);
  });

const models: [string, (maxLogVariance?: number) => Vae][] = [
  ["a VAE", (max) => vae({ ...sizes, hidden, ...(max !== undefined && { maxLogVariance: max }) })],
  [
    "a linear VAE",
    (max) => linearVae({ ...sizes, ...(max !== undefined && { maxLogVariance: max }) }),
  ],
];

describe.each(models)("the log variance of %s", (_, modelWith) => {
  test("is never above its maximum, and the same far below it, up to rounding", () => {
    for (const raw of [-30, -10, 0, 1.9, 2, 50, 1e30]) {
      const [free, bounded] = [logVariances(modelWith(), raw), logVariances(modelWith(2), raw)];
      expect(Math.max(...bounded)).toBeLessThanOrEqual(2);
      if (raw <= -10) expect(bounded).toBeNear(free, 1e-5);
    }
  });

  test("has a gradient above the maximum that leads back", () => {
    const model = modelWith(2);
    tf.tidy(() => {
      const parameters = model.init(rng(1));
      const name =
        "encoder.logVariance" in parameters ? "encoder.logVariance" : "encoder.logVariance.bias";
      const gradient = tf.grad((bias) =>
        model.posterior({ ...parameters, [name]: bias }, tf.zeros([5, 6])).logVariance.sum(),
      )(tf.fill([2], 6));
      for (const slope of numbersOf(gradient)) expect(slope).toBeGreaterThan(0.05);
    });
  });

  test("is bit for bit the same where there is no maximum", () => {
    expect(logVariances(modelWith(undefined), 1.3)).toEqual(logVariances(modelWith(), 1.3));
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])("%d for a maximum is refused", (max) => {
    expect(() => modelWith(max)).toThrow(`maxLogVariance must be a finite number, got ${max}`);
  });
});

test("both layers of a hierarchical VAE have the maximum, its prior has not", () => {
  const options = { ...sizes, hidden, topSize: 1, maxLogVariance: -1 };
  const model = hierarchicalVae(options);
  tf.tidy(() => {
    const parameters = Object.fromEntries(
      Object.entries(model.init(rng(1))).map(([name, p]) => [
        name,
        name.endsWith("logVariance.bias")
          ? tf.fill(p.shape, 20)
          : name === "encoder.top.mean.weights"
            ? tf.zeros(p.shape)
            : p,
      ]),
    );
    const q = model.posterior(parameters, tf.zeros([3, 6]));
    const z = q.sample(rng(2), 4000);
    const [below, above] = tf.split(z, [2, 1], -1).map((part) => tf.moments(part, [0]).variance);
    const sds = [below, above].flatMap((variance) => numbersOf(variance as tf.Tensor));
    for (const variance of sds) expect(variance).toBeLessThan(Math.exp(-1) * 1.1);
    const prior = model.prior(parameters).sample(rng(3), [100, 1, 3]);
    expect(Math.max(...numbersOf(prior.abs()))).toBeGreaterThan(1e3);
  });
});

test("recipes take the maximum; those of autoencoders have no variance to bound", () => {
  expect(() => recipes.gaussianVae({ maxLogVariance: 5 })).not.toThrow();
  const autoencoder = recipes.plainAutoencoder as (options: object) => unknown;
  expect(() => autoencoder({ maxLogVariance: 5 })).toThrow(
    "plainAutoencoder has no option maxLogVariance",
  );
});
