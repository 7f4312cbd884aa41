import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { toTensors } from "../models/trained-model.ts";
import { rng } from "../random/rng.ts";
import { streamsOf } from "../random/streams.ts";
import { recipes } from "../recipes/recipes.ts";
import { fit as fitted } from "./fit.ts";
import { initialSnapshot } from "./initial-snapshot.ts";
import { train } from "./train.ts";

const sizes = { dataSize: 6, hidden: [8], latentSize: 2 };
const vae = recipes.essayVae(sizes);
const data = rng(1).uniforms(40 * 6);
const options = { epochs: 2, batchSize: 10, seed: 3 };

const initial = (seed: number) => {
  const parameters = vae.model.init(streamsOf(seed).parameters);
  const tensors = toTensors({ model: vae.model, parameters, dispose: () => undefined });
  tf.dispose(parameters);
  return tensors;
};

test("a start from the parameters that a training would have had changes nothing", async () => {
  const usual = await fitted(vae, data, options);
  const from = initialSnapshot(vae, initial(options.seed), options.seed);
  const started = await fitted(vae, data, { ...options, from });
  expect(toTensors(started)).toEqual(toTensors(usual));
  usual.dispose();
  started.dispose();
});

test("the first step is made on the given parameters, by a fresh optimizer", () => {
  const given = initial(9);
  const from = initialSnapshot(vae, given, options.seed);
  expect(from.step).toBe(0);
  expect(from.parameters).toEqual(given);
  const zeros = Object.values(from.slots.mean ?? {}).every(({ values }) =>
    values.every((value) => value === 0),
  );
  expect(zeros).toBe(true);
});

test("a finished training goes on from its last snapshot as one that was longer from the start", async () => {
  const longer = await fitted(vae, data, { ...options, epochs: 5 });
  for await (const event of train(vae, data, options))
    if (event.kind === "epoch" && event.epoch === 2) {
      const continued = await fitted(vae, data, { ...options, epochs: 5, from: event.snapshot() });
      expect(toTensors(continued)).toEqual(toTensors(longer));
      continued.dispose();
    }
  longer.dispose();
});

test("parameters of another model are refused, and no tensor is left", async () => {
  await expect(() => {
    initialSnapshot(vae, initial(1), 1);
  }).toLeakNoTensors();
  const other = recipes.essayVae({ ...sizes, latentSize: 3 });
  expect(() => initialSnapshot(other, initial(1), 1)).toThrow(
    "encoder.mean.weights must have shape [8, 3] in a checkpoint, got [8, 2]",
  );
});
