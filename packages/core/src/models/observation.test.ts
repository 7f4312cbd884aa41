import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { at, numbersOf } from "../../test/at.ts";
import { rng } from "../random/rng.ts";
import { recipes } from "../recipes/recipes.ts";
import { lossOf } from "../training/loss.ts";
import { binarisedAnew, dynamicallyBinarised } from "./observation.ts";

test("fresh bits have the grey values for their chances, within four standard errors", () => {
  tf.tidy(() => {
    const n = 50_000;
    const bits = binarisedAnew(tf.tensor2d([[0, 0.1, 0.7, 1]]).tile([n, 1]), rng(1));
    const found = numbersOf(bits.mean(0));
    [0, 0.1, 0.7, 1].forEach((p, d) => {
      expect(Math.abs(at(found, d) - p)).toBeLessThanOrEqual(4 * Math.sqrt((p * (1 - p)) / n));
    });
    expect(new Set(numbersOf(bits))).toEqual(new Set([0, 1]));
  });
});

test("encoder and likelihood see the same bits, other ones at each step", () => {
  const recipe = recipes.essayVae({ dataSize: 6, hidden: [8], latentSize: 2 });
  const seen: number[][] = [];
  const { posterior, logLikelihood } = recipe.model;
  const model = dynamicallyBinarised({
    ...recipe.model,
    posterior: (parameters: Parameters<typeof posterior>[0], x: tf.Tensor) => {
      seen.push(numbersOf(x));
      return posterior(parameters, x);
    },
    logLikelihood: (...[parameters, z, x]: Parameters<typeof logLikelihood>) => {
      seen.push(numbersOf(x));
      return logLikelihood(parameters, z, x);
    },
  });
  tf.tidy(() => {
    const parameters = model.init(rng(1));
    const x = tf.fill([10, 6], 0.5);
    for (const step of [1, 2, 1])
      lossOf({ ...recipe, model })(parameters, { x }, rng(2).fold(step));
  });
  const [encoded, scored, next, , again] = seen;
  expect(scored).toEqual(encoded);
  expect(next).not.toEqual(encoded);
  expect(again).toEqual(encoded);
});
