import * as tf from "@tensorflow/tfjs";
import { recipes, rng, type TrainedModel, trainedModel } from "@vae-lab/core";
import { expect, test } from "vitest";
import { type EarlyStopping, earlyStopping } from "./early-stopping.ts";

const { model } = recipes.essayVae({ dataSize: 4, hidden: [3], latentSize: 2 });

const modelOf = (epoch: number): TrainedModel => {
  const parameters = model.init(rng(epoch));
  const trained = trainedModel(model, parameters);
  tf.dispose(parameters);
  return trained;
};

/** Sees values in the order of epochs until training should end; the number of epochs seen. */
const seen = (stopping: EarlyStopping, values: readonly number[], first = 1): number => {
  for (const [i, value] of values.entries()) {
    const trained = modelOf(first + i);
    stopping.see(first + i, value, trained);
    trained.dispose();
    if (stopping.reason() !== undefined) return first + i;
  }
  return first + values.length - 1;
};

test.each([
  // values, patience, minDelta, epochs, best epoch: as keras.callbacks.EarlyStopping(mode="max") counts
  [[-5, -4, -3, -2], 2, 0, 4, 4],
  [[-5, -3, -4, -3.5, -1], 2, 0, 4, 2],
  [[-5, -3, -4, -2.9, -3, -3, -3], 3, 0, 7, 4],
  [[-5, -4.5, -4.2, -4.1], 2, 1, 3, 1],
  [[-5, -5, -5], 1, 0, 2, 1],
  [[Number.NaN, -5, Number.NaN, Number.NaN], 2, 0, 4, 2],
])(
  "after %j with patience %f and minDelta %f, %f epochs were made and %f was the best",
  (values, patience, minDelta, epochs, best) => {
    const stopping = earlyStopping({ patience, minDelta });
    expect(seen(stopping, values)).toBe(epochs);
    expect(stopping.best()?.epoch).toBe(best);
  },
);

test("the reason says after which epoch and what did not happen", () => {
  const stopping = earlyStopping({ patience: 2, minDelta: 0.5 });
  seen(stopping, [-1, -2, -3]);
  expect(stopping.reason()).toBe(
    "stopped after epoch 3: no held-out value of the last 2 exceeded the best by more than 0.5 nats",
  );
});

test("the parameters of the best epoch are kept", () => {
  const stopping = earlyStopping({ patience: 3, minDelta: 0 });
  seen(stopping, [-3, -1, -2]);
  const second = modelOf(2);
  const kept = stopping.best()?.parameters ?? {};
  expect(Object.keys(kept).sort()).toEqual(Object.keys(second.parameters).sort());
  for (const [name, { values }] of Object.entries(kept))
    expect(values).toEqual(second.parameters[name]?.dataSync());
  second.dispose();
});

test("a resumed training counts on from its best epoch", () => {
  const before = earlyStopping({ patience: 2, minDelta: 0 });
  seen(before, [-1, -2]);
  const after = earlyStopping({ patience: 2, minDelta: 0 }, before.best());
  expect(seen(after, [-3, -4], 3)).toBe(3);
  expect(after.best()?.epoch).toBe(1);
});
