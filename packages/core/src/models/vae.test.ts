import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { numbersOf } from "../../test/at.ts";
import { codes, sampleCodes } from "../evaluation/codes.ts";
import { bernoulliFamily } from "../families/bernoulli.ts";
import { categoricalFamily } from "../families/categorical.ts";
import { rng } from "../random/rng.ts";
import { recipes } from "../recipes/recipes.ts";
import { fit as fitted } from "../training/fit.ts";
import type { NetworkOptions } from "./model-options.ts";
import { vae } from "./vae.ts";

type PriorOption = { readonly prior?: "standard" | "learned" };
const bernoulliVae = (options: NetworkOptions & PriorOption) =>
  vae({ ...options, family: bernoulliFamily });
const categoricalVae = (options: NetworkOptions & PriorOption & { readonly classes: number }) =>
  vae({ ...options, family: categoricalFamily });

const sizes = { dataSize: 6, hidden: [8], latentSize: 3 };

test("codes are bits, or one-hot codes of several units", () => {
  tf.tidy(() => {
    const x = rng(1).uniform([4, 6]);
    const binary = bernoulliVae(sizes);
    const parameters = binary.init(rng(2));
    expect(binary.posterior(parameters, x).logits.shape).toEqual([4, 3]);
    expect(binary.logLikelihood(parameters, tf.ones([2, 4, 3]), x).shape).toEqual([2, 4]);

    const oneHot = categoricalVae({ ...sizes, classes: 5 });
    const q = oneHot.posterior(oneHot.init(rng(2)), x);
    expect([oneHot.latentSize, q.classes]).toEqual([15, 5]);
    expect(numbersOf(q.sample(rng(3), 2).sum(-1))).toEqual(new Array(8).fill(3));
  });
});

test("a learned prior starts uniform and has parameters", () => {
  tf.tidy(() => {
    for (const of of [
      (prior: "standard" | "learned") => bernoulliVae({ ...sizes, prior }),
      (prior: "standard" | "learned") => categoricalVae({ ...sizes, classes: 2, prior }),
    ]) {
      const [fixed, learned] = [of("standard"), of("learned")];
      const parameters = learned.init(rng(2));
      expect(Object.keys(learned.shapes)).toContain("prior.logits");
      expect(Object.keys(fixed.shapes)).not.toContain("prior.logits");
      const z = fixed.posterior(parameters, rng(1).uniform([4, 6])).sample(rng(3), 2);
      const masses = [fixed, learned].map((model) => numbersOf(model.prior(parameters).logProb(z)));
      expect(masses[1]).toBeNear(masses[0] ?? [], 1e-6);
    }
  });
});

test("samples of the prior have its probabilities, within four standard errors", () => {
  tf.tidy(() => {
    const n = 100_000;
    const model = categoricalVae({ ...sizes, latentSize: 1, classes: 3, prior: "learned" });
    const logits = tf.tensor1d([1, -1, 0.5]);
    const prior = model.prior({ "prior.logits": logits });
    const shares = numbersOf(prior.sample(rng(4), [n, 1, 3]).mean([0, 1]));
    numbersOf(tf.softmax(logits)).forEach((p, c) => {
      expect(Math.abs((shares[c] ?? 0) - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / n));
    });
  });
});

test("a trained model gives the means of its codes, and samples that are 0 or 1", async () => {
  const data = rng(1).uniforms(40 * 6);
  const trained = await fitted(recipes.bernoulliCodesVae(sizes), data, {
    epochs: 2,
    batchSize: 20,
    seed: 1,
  });
  const { mean, ...rest } = codes(trained, data);
  expect(Object.keys(rest)).toEqual([]);
  expect(mean.every((p) => p > 0 && p < 1)).toBe(true);
  expect(new Set(sampleCodes(trained, data, rng(2)))).toEqual(new Set([0, 1]));
  trained.dispose();
});

test("invalid sizes and priors are refused", () => {
  expect(() => categoricalVae({ ...sizes, classes: 1 })).toThrow(
    "classes must be a whole number ≥ 2, got 1",
  );
  const prior = "flat" as "standard";
  expect(() => bernoulliVae({ ...sizes, prior })).toThrow(
    "prior must be one of standard, learned, got flat",
  );
});
