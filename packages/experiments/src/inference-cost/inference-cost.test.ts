import * as tf from "@tensorflow/tfjs";
import { adam, rng, vae } from "@vae-lab/core";
import { elboTerms } from "@vae-lab/core/evaluation";
import { expect, test } from "vitest";
import { loadBackend } from "../backend/native.ts";
import { watchedBound } from "./elbo-of-moments.ts";
import { costOnNewImages } from "./new-images.ts";
import { rowAdam } from "./row-adam.ts";
import { type TrainingTask, trainPerObservation, trainWithEncoder } from "./training-passes.ts";

await loadBackend();

/** Two kinds of images of six bits, with a tenth of the bits flipped. */
const data = rng(1)
  .uniforms(300 * 6)
  .map((u, i) => ((Math.floor(i / 6) % 2 === (i % 6 < 3 ? 0 : 1)) !== u < 0.1 ? 1 : 0));
const model = vae({ dataSize: 6, latentSize: 2, hidden: [8] });
const task: TrainingTask = { model, data, seed: 1, rng: rng(2) };

test("the Adam of a visited row is core's, and other rows stay", () => {
  const table = rowAdam(3, 2, 0.1);
  const optimizer = adam({ learningRate: 0.1 });
  tf.tidy(() => {
    let parameters = { p: tf.zeros([2]) } as Record<string, tf.Tensor>;
    let state = optimizer.init(parameters);
    for (const g of [
      [1, -2],
      [0.5, 3],
      [-1, 0.1],
    ]) {
      table.step([1], g);
      ({ parameters, state } = optimizer.update({ p: tf.tensor1d(g) }, state, parameters));
    }
    const wanted = parameters.p?.dataSync() ?? [];
    expect(table.values[2]).toBeCloseTo(wanted[0] ?? Number.NaN, 5);
    expect(table.values[3]).toBeCloseTo(wanted[1] ?? Number.NaN, 5);
  });
  expect([...table.values.subarray(0, 2), ...table.values.subarray(4)]).toEqual([0, 0, 0, 0]);
});

test("both trainings raise the bound, and their passes are counted per image", () => {
  const tensors = tf.memory().numTensors;
  const ends = [
    trainWithEncoder(task, 0),
    trainPerObservation(task, { learningRate: 0.1, steps: 2 }),
  ].map((training) => {
    const seen = [];
    for (const { passes, bound } of training) if (seen.push({ passes, bound }) >= 6) break;
    return seen;
  });
  expect(tf.memory().numTensors).toBe(tensors);
  for (const seen of ends) expect(seen.at(-1)?.bound).toBeGreaterThan((seen[0]?.bound ?? 0) + 0.05);
  // 60 minibatches, 3 per epoch of 300 images
  expect(ends[0]?.at(-1)?.passes).toBeCloseTo((4 * 60) / 3, 0);
  expect(ends[1]?.at(-1)?.passes).toBeCloseTo((2 * 2 * 60) / 3, 0);
});

test("the watched bound is the ELBO of core's evaluation, within its error", () => {
  const parameters = model.init(rng(3));
  tf.tidy(() => {
    const x = tf.tensor2d(data, [300, 6]);
    const bound = watchedBound(model, x, rng(4))(parameters, model.posterior(parameters, x));
    const trained = { model, parameters, dispose: () => {} };
    const terms = elboTerms(trained, data, { rng: rng(5), samples: 200 });
    const elbos = terms.reconstruction.map((own, n) => own - (terms.rate[n] ?? 0));
    expect(Math.abs(bound - elbos.reduce((sum, own) => sum + own / 300, 0))).toBeLessThan(0.05);
  });
  tf.dispose(parameters);
});

test("an image costs fewer passes from its best q than from the prior", () => {
  const parameters = model.init(rng(3));
  tf.tidy(() => {
    const x = tf.tensor2d(data.subarray(0, 60), [10, 6]);
    const { mean, logVariance } = model.posterior(parameters, x);
    const found = costOnNewImages(
      { model, parameters, dispose: () => {} },
      x,
      { mean, logVariance },
      rng(6),
    );
    expect(found.higherBound).toBe(found.encoderBound);
    expect(found.encoderToHigher).toBe(1);
    expect(found.priorToHigher).toBe(found.priorToEncoder);
  });
  tf.dispose(parameters);
});
