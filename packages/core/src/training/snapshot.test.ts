import { describe, expect, test } from "vitest";
import { elbo } from "../objectives/elbo.ts";
import { adam } from "../optimizers/adam.ts";
import { adamw } from "../optimizers/adamw.ts";
import { sgd } from "../optimizers/sgd.ts";
import { rng } from "../random/rng.ts";
import { recipes } from "../recipes/recipes.ts";
import { cyclical } from "../schedules/cyclical.ts";
import { targetRate } from "../schedules/target-rate.ts";
import { ShapeError } from "../tensors/shapes.ts";
import { decodeSafetensors } from "./safetensors.ts";
import { decodeSnapshot, encodeSnapshot, type Snapshot } from "./snapshot.ts";
import { type TrainingOptions, train } from "./train.ts";
import type { Metrics } from "./train-step.ts";
import type { Trainable } from "./trainable.ts";

const sizes = { dataSize: 6, hidden: [8], latentSize: 2 };
const data = rng(1).uniforms(50 * 6);
const options = { epochs: 4, batchSize: 16, seed: 3 };
const essay = recipes.essayVae(sizes);

/** Of each step and each epoch. */
const run = async (trainable: Trainable, more: Partial<TrainingOptions> = {}) => {
  const metrics: Metrics[] = [];
  const snapshots: Snapshot[] = [];
  for await (const event of train(trainable, data, { ...options, ...more }))
    if (event.kind === "step") metrics.push(event.metrics);
    else snapshots.push(event.snapshot());
  return { metrics, snapshots };
};

describe("training that resumes from a file is bit for bit the uninterrupted training", () => {
  test.each<[string, Trainable]>([
    ["with Adam", essay],
    ["with AdamW", { ...essay, optimizer: adamw() }],
    ["with gradient descent", { ...essay, optimizer: sgd() }],
    ["with momentum", { ...essay, optimizer: sgd({ momentum: 0.9 }) }],
    ["with a schedule", { ...essay, objective: elbo({ beta: cyclical({ cycles: 3 }) }) }],
    ["with feedback", { ...essay, objective: elbo({ beta: targetRate({ rate: 1 }) }) }],
    ["an autoencoder", recipes.denoisingAutoencoder(sizes)],
  ])("%s", async (_, trainable) => {
    const whole = await run(trainable);
    const [, second] = whole.snapshots;
    if (second === undefined) throw new Error("there must be a second epoch");
    const from = decodeSnapshot(decodeSafetensors(encodeSnapshot(second)));
    const rest = await run(trainable, { from });
    expect(rest.metrics).toEqual(whole.metrics.slice(8));
    expect(rest.snapshots).toEqual(whole.snapshots.slice(2));
  });
});

test("a snapshot that does not fit the training is refused with the rule", async () => {
  const { snapshots } = await run(essay, { epochs: 1 });
  const [from] = snapshots;
  if (from === undefined) throw new Error("there must be an epoch");
  await expect(run(essay, { epochs: 1, from })).rejects.toThrow(
    "cannot resume: the snapshot is at step 4 of a 4-step training; raise epochs to go on",
  );
  await expect(run({ ...essay, optimizer: sgd() }, { from })).rejects.toThrow(
    "snapshot does not match the optimizer: it needs no slots, got mean, square",
  );
  await expect(run(recipes.essayVae({ ...sizes, latentSize: 3 }), { from })).rejects.toThrow(
    ShapeError,
  );
  const controlled = { ...essay, objective: elbo({ beta: targetRate({ rate: 1 }) }) };
  await expect(run(controlled, { from })).rejects.toThrow("objective.beta.logarithm []");
  expect(() => decodeSnapshot({ tensors: {}, metadata: {} })).toThrow(
    "step of a snapshot must be a whole number ≥ 0, got NaN",
  );
});

test("resuming leaks no tensors", async () => {
  const { snapshots } = await run(essay, { epochs: 1 });
  const [from] = snapshots;
  if (from === undefined) throw new Error("there must be an epoch");
  await expect(() => run(essay, { from })).toLeakNoTensors();
  await expect(() =>
    run({ ...essay, optimizer: adam({ learningRate: 1e30 }) }, { from }).catch(() => undefined),
  ).toLeakNoTensors();
  await expect(() =>
    run({ ...essay, optimizer: sgd() }, { from }).catch(() => undefined),
  ).toLeakNoTensors();
});
