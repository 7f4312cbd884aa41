import { expect, test } from "vitest";
import { elbo } from "../objectives/elbo.ts";
import { rng } from "../random.ts";
import { recipes } from "../recipes.ts";
import { train } from "../train.ts";
import type { Measures } from "../train-step.ts";
import { linear } from "./linear.ts";
import { constant, type Schedule } from "./schedule.ts";

const sizes = { dataSize: 6, hidden: [8], latentSize: 2 };
const data = rng(1).uniforms(50 * 6);

/** Of 8 steps. */
const measures = async (beta: number | Schedule): Promise<Measures[]> => {
  const trainable = { ...recipes.essayVae(sizes), objective: elbo({ beta }) };
  const found: Measures[] = [];
  for await (const event of train(trainable, data, { epochs: 2, batchSize: 16, seed: 3 }))
    if (event.kind === "step") found.push(event.measures);
  return found;
};

test("a linear schedule is on its way at each step and then at its end", () => {
  const rising = linear({ from: 0.2, to: 1, share: 0.5 });
  expect([1, 2, 3, 4, 5, 8].map((step) => rising(step, 8))).toBeNear(
    [0.4, 0.6, 0.8, 1, 1, 1],
    1e-12,
  );
  const falling = linear({ from: 4, to: 1, steps: 3 });
  expect([1, 2, 3, 4].map((step) => falling(step, 100))).toBeNear([3, 2, 1, 1], 1e-12);
});

test("a constant schedule trains as the constant does", async () => {
  expect(await measures(constant(4))).toEqual(await measures(4));
});

test("each step is weighted with the beta of that step", async () => {
  const found = await measures((step, total) => (10 * step) / total);
  found.forEach(({ loss, reconstruction, regulariser = Number.NaN }, i) => {
    expect([loss]).toBeNear([-reconstruction + ((10 * (i + 1)) / 8) * regulariser], 1e-6);
  });
  expect(found).toHaveLength(8);
});

test("a schedule that gives no number ≥ 0 is refused at its step", async () => {
  await expect(measures((step) => 2 - step)).rejects.toThrow("beta at step 3 must be ≥ 0, got -1");
  expect(() => constant(-1)).toThrow("value must be ≥ 0, got -1");
  expect(() => linear({ share: 0 })).toThrow("share must be a number > 0, got 0");
});
