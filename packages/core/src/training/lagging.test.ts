import { expect, test } from "vitest";
import { at } from "../../test/at.ts";
import { elbo } from "../objectives/elbo.ts";
import { sgd } from "../optimizers/sgd.ts";
import { perObservation } from "../posteriors/per-observation.ts";
import { rng } from "../random/rng.ts";
import { recipes } from "../recipes/recipes.ts";
import { targetRate } from "../schedules/target-rate.ts";
import { type LaggingOptions, lagging } from "./lagging.ts";
import type { Snapshot } from "./snapshot.ts";
import { eagerSteps, type MakeSteps } from "./steps.ts";
import { type TrainingOptions, train } from "./train.ts";
import type { Trainable } from "./trainable.ts";

const data = rng(1).uniforms(40 * 6);
const essay = recipes.essayVae({ dataSize: 6, hidden: [8], latentSize: 2 });
const options = { epochs: 4, batchSize: 16, seed: 3 };

const run = async (trainable: Trainable, steps: MakeSteps, more: Partial<TrainingOptions> = {}) => {
  const losses: number[] = [];
  const snapshots: Snapshot[] = [];
  for await (const event of train(trainable, data, { ...options, ...more, steps }))
    if (event.kind === "step") losses.push(event.metrics.loss);
    else snapshots.push(event.snapshot());
  return { losses, snapshots };
};

/** Makes steps and says how many of which were made. */
const counting = () => {
  const made = { encoder: 0, others: 0, whole: 0 };
  const make: MakeSteps = (trainable, rows, given) => {
    const { isTrainable } = given;
    const kind =
      isTrainable === undefined ? "whole" : isTrainable("encoder.x") ? "encoder" : "others";
    const steps = eagerSteps(trainable, rows, given);
    const run = function* (minibatches: Iterable<Uint32Array>) {
      for (const metrics of steps.run(minibatches)) {
        made[kind]++;
        yield metrics;
      }
    };
    return { ...steps, run };
  };
  return { made, make };
};

test("in the first epochs the encoder is trained before each decoder step, then all parameters together", async () => {
  const { made, make } = counting();
  const { losses } = await run(
    essay,
    lagging({ epochs: 2, maxEncoderSteps: 20, window: 5, steps: make }),
  );
  expect(losses).toHaveLength(12);
  expect([made.others, made.whole]).toEqual([6, 6]);
  expect(made.encoder % 5).toBe(0);
  expect(made.encoder).toBeGreaterThanOrEqual(6 * 5);
  expect(made.encoder).toBeLessThanOrEqual(6 * 20);
});

test("steps of one part change that part only and use the current values of the others", () => {
  const encoder = eagerSteps(essay, data, {
    ...options,
    isTrainable: (name) => name.startsWith("encoder."),
  });
  const before = encoder.snapshot().parameters;
  for (const _ of encoder.run([Uint32Array.of(0, 1, 2)]));
  const after = encoder.snapshot();
  for (const [name, { values }] of Object.entries(after.parameters))
    if (name.startsWith("encoder.")) expect(values, name).not.toEqual(before[name]?.values);
    else expect(values, name).toEqual(before[name]?.values);
  expect(Object.keys(after.slots.mean ?? {}).every((name) => name.startsWith("encoder."))).toBe(
    true,
  );
  encoder.dispose();
});

test("encoder steps stop when the mean loss of a window no longer falls", async () => {
  const { made, make } = counting();
  // Without learning, losses are noise: a second window is worse than the first half of the time
  const still = { ...essay, optimizer: sgd({ learningRate: 1e-30 }) };
  await run(still, lagging({ epochs: 4, maxEncoderSteps: 1000, window: 2, steps: make }));
  expect(made.encoder).toBeLessThan(12 * 2 * 8);
});

test("additional encoder steps give the first decoder steps a better bound", async () => {
  const slow = { ...essay, optimizer: sgd({ learningRate: 0.05 }) };
  const [usual, aggressive] = [
    await run(slow, eagerSteps),
    await run(slow, lagging({ maxEncoderSteps: 60, window: 10 })),
  ];
  expect(at(aggressive.losses, 0)).toBeLessThan(at(usual.losses, 0));
});

test.each<[string, LaggingOptions]>([
  ["in its first epochs", { epochs: 3, maxEncoderSteps: 6, window: 3 }],
  ["after them", { epochs: 1, maxEncoderSteps: 6, window: 3 }],
])("lagging continues from a snapshot %s bit for bit", async (_, given) => {
  const whole = await run(essay, lagging(given));
  const from = whole.snapshots[1] as Snapshot;
  const rest = await run(essay, lagging(given), { from });
  expect(rest.losses).toEqual(whole.losses.slice(6));
  expect(rest.snapshots.at(-1)).toEqual(whole.snapshots.at(-1));
});

test("lagging leaks no tensors, whether it ends, is left early or is refused", async () => {
  const steps = lagging({ epochs: 2, maxEncoderSteps: 4, window: 2 });
  await expect(() => run(essay, steps)).toLeakNoTensors();
  await expect(async () => {
    for await (const _ of train(essay, data, { ...options, steps })) break;
  }).toLeakNoTensors();
});

test("invalid options, feedback, and a model without an encoder are refused", async () => {
  expect(() => lagging({ epochs: 0 })).toThrow("epochs must be a whole number ≥ 1, got 0");
  expect(() => lagging({ maxEncoderSteps: 5 })).toThrow(
    "maxEncoderSteps must be a whole number ≥ 10, got 5",
  );
  const controlled = { ...essay, objective: elbo({ beta: targetRate({ rate: 1 }) }) };
  await expect(run(controlled, lagging())).rejects.toThrow(
    "the objective has coefficients with feedback",
  );
  const held = { ...essay, model: perObservation(essay.model, { rows: 40 }) };
  await expect(run(held, lagging())).rejects.toThrow("the model has no parameters named encoder.…");
});
