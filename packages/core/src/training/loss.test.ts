import * as tf from "@tensorflow/tfjs";
import { expect, test, vi } from "vitest";
import { forwardKl } from "../divergences/forward-kl.ts";
import { reverseKl } from "../divergences/reverse-kl.ts";
import { elbo } from "../objectives/elbo.ts";
import { rng } from "../random/rng.ts";
import { recipes } from "../recipes/recipes.ts";
import { lossOf } from "./loss.ts";
import { lossAndGradients } from "./train-step.ts";
import type { Trainable } from "./trainable.ts";

const sizes = { dataSize: 6, hidden: [8], latentSize: 2 };

const evaluate = (trainable: Trainable) =>
  tf.tidy(() => {
    const parameters = trainable.model.init(rng(1));
    const x = rng(2).uniform([4, 6]);
    lossAndGradients(lossOf(trainable), parameters, { x }, rng(3)).values.dispose();
  });

test.each(["essayVae", "scoreFunctionVae", "denoisingAutoencoder"] as const)(
  "the loss and gradients of %s read nothing back, so that a step can be traced",
  (name) => {
    const readings = [
      vi.spyOn(tf.Tensor.prototype, "dataSync"),
      vi.spyOn(tf.Tensor.prototype, "data"),
    ];
    evaluate(recipes[name](sizes));
    for (const reading of readings) {
      expect(reading).not.toHaveBeenCalled();
      reading.mockRestore();
    }
  },
);

test("the rate is computed once, whether or not it is the regulariser", () => {
  const counted = vi.spyOn(reverseKl, "total");
  evaluate(recipes.essayVae(sizes));
  expect(counted).toHaveBeenCalledTimes(1);
  evaluate({ ...recipes.essayVae(sizes), objective: elbo({ regulariser: forwardKl }) });
  expect(counted).toHaveBeenCalledTimes(2);
  counted.mockRestore();
});

test("a beta below zero is refused", () => {
  expect(() => elbo({ beta: -1 })).toThrow("beta must be ≥ 0, got -1");
  expect(() => elbo({ beta: Number.NaN })).toThrow("beta must be ≥ 0, got NaN");
});
