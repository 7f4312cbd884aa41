import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { recipeNames, recipeOf } from "../../test/recipe-of.ts";
import { forwardKl } from "../divergences/forward-kl.ts";
import { toTensors } from "../models/trained-model.ts";
import { elbo } from "../objectives/elbo.ts";
import { adam } from "../optimizers/adam.ts";
import { sgd } from "../optimizers/sgd.ts";
import { rng } from "../random/rng.ts";
import { recipes } from "../recipes/recipes.ts";
import { fit as fitted } from "./fit.ts";
import { NonFiniteError } from "./non-finite-error.ts";
import { type TrainingEvent, train } from "./train.ts";
import type { Metrics } from "./train-step.ts";
import type { Trainable } from "./trainable.ts";

const sizes = { dataSize: 6, hidden: [8], latentSize: 2 };
const data = rng(1).uniforms(50 * 6);
const options = { epochs: 2, batchSize: 16, seed: 3 };

const all = async (trainable: Trainable, o = options) => {
  const events: TrainingEvent[] = [];
  for await (const event of train(trainable, data, o)) events.push(event);
  return events;
};

const stepsOf = (events: TrainingEvent[]) => events.filter((event) => event.kind === "step");

test("an epoch visits every row: 50 rows in batches of 16 are 4 steps, the last of 2 rows", async () => {
  const events = await all(recipes.essayVae(sizes));
  expect(
    events.map((event) =>
      event.kind === "step" ? [event.epoch, event.step] : `epoch ${event.epoch}`,
    ),
  ).toEqual([[1, 1], [1, 2], [1, 3], [1, 4], "epoch 1", [2, 5], [2, 6], [2, 7], [2, 8], "epoch 2"]);
});

test("each epoch visits every row once, in a new order", async () => {
  const identity = Float32Array.from({ length: 50 }, (_, i) => i / 50);
  const trainable = recipes.plainAutoencoder({ dataSize: 1, hidden: [2], latentSize: 1 });
  const seen: number[] = [];
  const { posterior } = trainable.model;
  const spied = {
    ...trainable,
    model: {
      ...trainable.model,
      posterior: (p: Parameters<typeof posterior>[0], x: tf.Tensor) => {
        seen.push(...x.dataSync());
        return posterior(p, x);
      },
    },
  };
  for await (const _ of train(spied, identity, options));
  const [first, second] = [seen.slice(0, 50), seen.slice(50)];
  expect(Float32Array.from(first.toSorted((a, b) => a - b))).toEqual(identity);
  expect(Float32Array.from(second.toSorted((a, b) => a - b))).toEqual(identity);
  expect(first).not.toEqual(second);
  expect(first).not.toEqual([...identity]);
});

describe("the same seed gives the same bits twice", () => {
  test.each([
    ["VAE of Saghir's essay", recipes.essayVae(sizes)],
    ["score-function VAE", recipes.scoreFunctionVae(sizes)],
    ["denoising autoencoder", recipes.denoisingAutoencoder(sizes)],
  ])("for the %s", async (_, trainable) => {
    const run = async (seed: number) => {
      const events = await all(trainable, { ...options, seed });
      const trained = await fitted(trainable, data, { ...options, seed });
      const parameters = toTensors(trained);
      trained.dispose();
      return { metrics: stepsOf(events).map((event) => event.metrics), parameters };
    };
    const first = await run(3);
    expect(await run(3)).toEqual(first);
    expect(await run(4)).not.toEqual(first);
  });
});

test("each step has its own noise: reconstructions of equal rows vary without learning", async () => {
  const still = { ...recipes.essayVae(sizes), optimizer: adam({ learningRate: 1e-30 }) };
  const equalRows = new Float32Array(50 * 6).fill(0.5);
  const found: number[] = [];
  for await (const event of train(still, equalRows, { epochs: 3, batchSize: 50, seed: 1 }))
    if (event.kind === "step") found.push(event.metrics.reconstruction);
  const [a = 0, b = 0, c = 0] = found;
  expect(Math.min(Math.abs(a - b), Math.abs(b - c), Math.abs(a - c))).toBeGreaterThan(1e-3);
});

describe("the metrics of a step", () => {
  const metricsOfStep = async (trainable: Trainable): Promise<Metrics> => {
    const [first] = stepsOf(await all(trainable));
    if (first === undefined) throw new Error("training must have a first step");
    return first.metrics;
  };

  test("of the VAE of Saghir's essay: loss = −reconstruction + rate = −ELBO", async () => {
    const {
      loss,
      reconstruction,
      regulariser,
      rate,
      elbo: bound,
    } = await metricsOfStep(recipes.essayVae(sizes));
    expect(regulariser).toBe(rate);
    expect([loss]).toBeNear([-reconstruction + (rate ?? Number.NaN)], 1e-6);
    expect([bound ?? Number.NaN]).toBeNear([-loss], 1e-6);
  });

  test("with another regulariser and beta: the loss has them, the ELBO does not", async () => {
    const {
      loss,
      reconstruction,
      regulariser,
      rate,
      elbo: bound,
    } = await metricsOfStep({
      ...recipes.essayVae(sizes),
      objective: elbo({ regulariser: forwardKl, beta: 4 }),
    });
    expect([loss]).toBeNear([-reconstruction + 4 * (regulariser ?? Number.NaN)], 1e-6);
    expect(regulariser).not.toBe(rate);
    expect(bound).toBe(reconstruction - (rate ?? Number.NaN));
  });

  test("of a VAE without the KL term include a rate but no regulariser", async () => {
    const metrics = await metricsOfStep(recipes.withoutKl(sizes));
    expect(Object.keys(metrics).toSorted()).toEqual(["elbo", "loss", "rate", "reconstruction"]);
    expect(metrics.loss).toBe(-metrics.reconstruction);
  });

  test("of an autoencoder are only the loss and the reconstruction", async () => {
    const metrics = await metricsOfStep(recipes.plainAutoencoder(sizes));
    expect(Object.keys(metrics).toSorted()).toEqual(["loss", "reconstruction"]);
  });
});

// A loss whose coefficients change is another one at each step
const changing = ["capacityVae", "cyclicalVae", "gecoVae", "controlledVae"];
const steady = recipeNames.filter((name) => !changing.includes(name));
const small = {
  beta: 0.5,
  image: { width: 3, height: 2, channels: [2] },
  rows: 50,
  components: 3,
  lambda: 10,
  topSize: 1,
  steps: 2,
};

test.each(steady)("training lowers the loss of recipe %s", async (name) => {
  const trainable = recipeOf(name, sizes, small);
  const faster = { ...trainable, optimizer: adam({ learningRate: 0.02 }) };
  const run = { epochs: 15, batchSize: 50, seed: 1 };
  const losses = stepsOf(await all(faster, run)).map((event) => event.metrics.loss);
  expect(losses.at(-1)).toBeLessThan(losses[0] ?? Number.NaN);
});

describe("training stops at a non-finite term and names it:", () => {
  const failure = (trainable: Trainable) =>
    all(trainable).then(
      () => undefined,
      (error: unknown) => error,
    );

  test("the reconstruction after a step that was far too large", async () => {
    const essay = recipes.essayVae(sizes);
    const error = await failure({ ...essay, optimizer: adam({ learningRate: 1e30 }) });
    expect(error).toBeInstanceOf(NonFiniteError);
    expect(error).toMatchObject({ term: "reconstruction", step: 2 });
  });

  test("the regulariser when it overflows and the rate does not", async () => {
    const broken = { ...forwardKl, total: () => tf.fill([16], Number.POSITIVE_INFINITY) };
    const essay = recipes.essayVae(sizes);
    const error = await failure({ ...essay, objective: elbo({ regulariser: broken }) });
    expect(error).toMatchObject({
      message: expect.stringMatching(
        /^regulariser must stay finite, got Infinity at step 1; scale the data/,
      ),
      term: "regulariser",
      step: 1,
      value: Number.POSITIVE_INFINITY,
    });
  });
});

describe("a training that runs away", () => {
  // Images of one bright row each, which gradient descent at 0.3 leaves
  const sizes = { dataSize: 64, hidden: [32], latentSize: 4 };
  const images = Float32Array.from({ length: 200 * 64 }, (_, i) =>
    Math.floor(i / 8) % 8 === Math.floor(i / 64) % 8 ? 1 : 0,
  );
  const options = { epochs: 5, batchSize: 20, seed: 1 };
  const fast = { learningRate: 0.3 };
  const losses = async (trainable: Trainable) => {
    const found: number[] = [];
    for await (const event of train(trainable, images, options))
      if (event.kind === "step") found.push(event.metrics.loss);
    return found;
  };

  test("ends with an error that names the first term to run away, its growth and the remedy", async () => {
    const essay = { ...recipes.essayVae(sizes), optimizer: sgd(fast) };
    await expect(losses(essay)).rejects.toThrow(
      /must stay finite, got (NaN|-?Infinity) at step \d+: rate ran away first, from [\d.]+ at step 1 to [\de+.]+ at step \d+; scale the data, lower the learning rate, clip gradients \(gradientClipping\) or bound the log variance \(maxLogVariance\)$/,
    );
  });

  test.each<[string, Trainable]>([
    [
      "a lower learning rate",
      { ...recipes.essayVae(sizes), optimizer: sgd({ learningRate: 0.01 }) },
    ],
    [
      "clipped gradients",
      { ...recipes.essayVae(sizes), optimizer: sgd({ ...fast, gradientClipping: 1 }) },
    ],
    [
      "a bounded log variance",
      { ...recipes.essayVae({ ...sizes, maxLogVariance: 2 }), optimizer: sgd(fast) },
    ],
  ])("%s lets it go on", async (_, trainable) => {
    const found = await losses(trainable);
    expect(found).toHaveLength(50);
    expect(found.at(-1)).toBeLessThan(found[0] ?? Number.NaN);
  });
});

test("other tasks run while a model trains", async () => {
  let turns = 0;
  let training = true;
  const count = () => {
    turns++;
    if (training) setImmediate(count);
  };
  setImmediate(count);
  for await (const _ of train(recipes.essayVae(sizes), data, { ...options, epochs: 60 }));
  training = false;
  expect(turns).toBeGreaterThan(2);
});

test.each([
  [{ ...options, epochs: 0 }, "epochs must be a whole number ≥ 1, got 0"],
  [{ ...options, batchSize: 1.5 }, "batchSize must be a whole number ≥ 1, got 1.5"],
  [{ ...options, seed: -1 }, "seed must be a whole number ≥ 0, got -1"],
])("invalid options are refused: %j", async (bad, rule) => {
  await expect(all(recipes.essayVae(sizes), bad)).rejects.toThrow(rule);
});

test("data that are not whole rows in [0, 1] are refused", async () => {
  const run = (values: Float32Array) => fitted(recipes.essayVae(sizes), values, options);
  await expect(run(new Float32Array(13))).rejects.toThrow(
    "data must have one or more rows of 6 numbers, got 13 numbers",
  );
  await expect(run(new Float32Array(0))).rejects.toThrow("got 0 numbers");
  await expect(run(new Float32Array(6).fill(2))).rejects.toThrow(
    "data[0] must be in [0, 1], got 2",
  );
});
