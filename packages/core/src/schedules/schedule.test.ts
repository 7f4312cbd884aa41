import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { type Normal, normal, standardNormal } from "../distributions/normal.ts";
import type { Estimator } from "../estimators/estimator.ts";
import { pathwise } from "../estimators/pathwise.ts";
import { elbo } from "../objectives/elbo.ts";
import type { Objective } from "../objectives/objective.ts";
import { rng } from "../random/rng.ts";
import { recipes } from "../recipes/recipes.ts";
import { train } from "../training/train.ts";
import type { Metrics } from "../training/train-step.ts";
import { cosine } from "./cosine.ts";
import { cyclical } from "./cyclical.ts";
import { linear } from "./linear.ts";
import { constant, type Schedule } from "./schedule.ts";

const sizes = { dataSize: 6, hidden: [8], latentSize: 2 };
const data = rng(1).uniforms(50 * 6);

/** Of 8 steps. */
const metrics = async (beta: number | Schedule): Promise<Metrics[]> => {
  const trainable = { ...recipes.essayVae(sizes), objective: elbo({ beta }) };
  const found: Metrics[] = [];
  for await (const event of train(trainable, data, { epochs: 2, batchSize: 16, seed: 3 }))
    if (event.kind === "step") found.push(event.metrics);
  return found;
};

test("a linear schedule rises at each step and then stays at its end", () => {
  const rising = linear({ from: 0.2, to: 1, share: 0.5 });
  expect([1, 2, 3, 4, 5, 8].map((step) => rising(step, 8))).toBeNear(
    [0.4, 0.6, 0.8, 1, 1, 1],
    1e-12,
  );
  const falling = linear({ from: 4, to: 1, steps: 3 });
  expect([1, 2, 3, 4].map((step) => falling(step, 100))).toBeNear([3, 2, 1, 1], 1e-12);
});

test("a cosine schedule is at its midpoint in the middle of its span, and slow at both ends", () => {
  const wave = cosine({ from: 1, to: 3, share: 0.5 });
  const exact = [1, 2, 3].map((i) => 2 - Math.cos((Math.PI * i) / 4));
  expect([1, 2, 3, 4, 7].map((step) => wave(step, 8))).toBeNear([...exact, 3, 3], 1e-12);
});

test("a cyclical schedule rises for half of each cycle, stays, and restarts", () => {
  const rising = [0, 0.4, 0.8, 1, 1];
  const steps = Array.from({ length: 10 }, (_, i) => i + 1);
  expect(steps.map((step) => cyclical({ cycles: 2 })(step, 10))).toBeNear(
    [...rising, ...rising],
    1e-12,
  );
  // Fu et al. 2019, eq. 4 with T = 10, M = 3, R = 1: ⌈T/M⌉ = 4 steps a cycle
  const uneven = [0, 0.3, 0.6, 0.9];
  expect(steps.map((step) => cyclical({ cycles: 3, rise: 1, to: 1 })(step, 10))).toBeNear(
    [...uneven, ...uneven, 0, 0.3],
    1e-12,
  );
});

test("a constant schedule trains like the constant", async () => {
  const scheduled = await metrics(constant(4));
  expect(scheduled.map(({ beta, ...rest }) => rest)).toEqual(await metrics(4));
  expect(scheduled.map(({ beta }) => beta)).toEqual(Array(8).fill(4));
});

test("each step is weighted with the beta of that step", async () => {
  const found = await metrics((step, total) => (10 * step) / total);
  found.forEach(({ loss, reconstruction, regulariser = Number.NaN }, i) => {
    expect([loss]).toBeNear([-reconstruction + ((10 * (i + 1)) / 8) * regulariser], 1e-6);
  });
  expect(found).toHaveLength(8);
});

test("a schedule with a value below 0 is refused at that step", async () => {
  await expect(metrics((step) => 2 - step)).rejects.toThrow("beta at step 3 must be ≥ 0, got -1");
  expect(() => constant(-1)).toThrow("value must be ≥ 0, got -1");
  expect(() => linear({ share: 0 })).toThrow("share must be in (0, 1], got 0");
  expect(() => cosine({ share: 0.5, steps: 10 })).toThrow("share and steps must not both be given");
  expect(() => cyclical({ cycles: 0 })).toThrow("cycles must be a whole number ≥ 1, got 0");
  expect(() => cyclical({ rise: 2 })).toThrow("rise must be in (0, 1], got 2");
});

test("a capacity penalises the mean rate, or each example's, on both sides", async () => {
  const rated = (objective: Objective<Normal, Estimator<Normal>>) =>
    tf.tidy(() => {
      const q = normal({ mean: tf.tensor2d([[1], [2]]), logVariance: tf.zeros([2, 1]) });
      const joint = { q, prior: standardNormal, logLikelihood: (z: tf.Tensor) => z.sum(-1).mul(0) };
      return objective.bound(joint, pathwise(), rng(1)).bound.dataSync();
    });
  // KL is ½ and 2, its mean 1.25
  expect(rated(elbo({ beta: 3, capacity: 1 }))).toBeNear([-0.75, -0.75], 1e-6);
  expect(rated(elbo({ beta: 3, capacity: 2 }))).toBeNear([-2.25, -2.25], 1e-6);
  const each = elbo({ beta: 3, capacity: 1, capacityOf: "example" });
  expect(rated(each)).toBeNear([-1.5, -3], 1e-6);
  expect(rated(elbo({ beta: 3 }))).toBeNear([-1.5, -6], 1e-6);
  expect(() => elbo({ capacity: -1 })).toThrow("capacity must be ≥ 0, got -1");
});
