import * as tf from "@tensorflow/tfjs";
import { rng, type Trainable } from "@vae-lab/core";
import { trainableNames } from "@vae-lab/core/networks";
import { clippedByGlobalNorm } from "@vae-lab/core/optimizers";
import { streamsOf } from "@vae-lab/core/random";
import { valuesAt } from "@vae-lab/core/schedules";
import {
  eagerSteps,
  lossAndGradients,
  lossOf,
  parameterisedOf,
  type Steps,
  schedulesOf,
} from "@vae-lab/core/training";
import { describe, expect, test } from "vitest";
import { loadBackend } from "../src/backend/native.ts";
import { compiledSteps } from "../src/backend/steps/compiled-steps.ts";
import { type KeptGraphs, keptGraphs } from "../src/backend/steps/kept-graphs.ts";
import { everyModel } from "./every-model.ts";
import {
  compositions,
  everyComposition,
  everyRecipeAndOptimizer,
  parts,
  sizes,
} from "./every-trainable.ts";

const { name: backend } = await loadBackend();
const [batchSize, seed] = [16, 3];
const streams = streamsOf(seed);

/** A training: its data and its minibatches, the last of an epoch with the rows that are left. */
const trainingOn = (rows: number, epochs: number) => {
  const perEpoch = Array.from({ length: Math.ceil(rows / batchSize) }, (_, i) => i * batchSize);
  const minibatches = Array.from({ length: epochs }, (_, epoch) => {
    const order = streams.order(epoch + 1).permutation(rows);
    return perEpoch.map((start) => order.slice(start, start + batchSize));
  }).flat();
  const options = { epochs, batchSize, seed };
  return { rows, data: rng(1).uniforms(rows * sizes.dataSize), options, minibatches };
};
type Training = ReturnType<typeof trainingOn>;

/** 24 steps, more than one call of the compiled makes; each third one has 8 rows. */
const long = trainingOn(40, 8);
/** Its first 6 steps. */
const both = { ...long, minibatches: long.minibatches.slice(0, 6) };
/** 6 steps of one size, which is half the graph. */
const short = trainingOn(32, 3);

const losses = (steps: Steps, of: Uint32Array[]): number[] =>
  Array.from(steps.run(of), ({ loss }) => loss);

type Gradients = Readonly<Record<string, Float32Array>>;

const compiled = (
  trainable: Trainable,
  { data, options, minibatches }: Training,
): { losses: number[]; gradients: Gradients } => {
  const steps = compiledSteps(trainable, data, options);
  try {
    const loss = losses(steps, minibatches.slice(0, 1));
    // After one step Adam's first moment is (1 − β₁) of the gradient, momentum is the gradient
    const { mean, momentum = {} } = steps.training.read().slots;
    const { rule } = trainable.optimizer;
    const share = rule && "beta1" in rule ? 1 - rule.beta1 : 1;
    const gradients = Object.entries(mean ?? momentum).map(([name, m]) => [
      name,
      m.map((value) => value / share),
    ]);
    return {
      losses: [...loss, ...losses(steps, minibatches.slice(1))],
      gradients: Object.fromEntries(gradients),
    };
  } finally {
    steps.dispose();
  }
};

const eagerLosses = (trainable: Trainable, { data, options, minibatches }: Training): number[] => {
  const steps = eagerSteps(trainable, data, options);
  const found = losses(steps, minibatches);
  steps.dispose();
  return found;
};

/** Gradients by eager ops, of parameters that are multiplied by 1 + `rounding` or 1 − `rounding`. */
const eagerGradients = (
  trainable: Trainable,
  { rows, data, minibatches }: Training,
  rounding = 0,
): Gradients =>
  tf.tidy(() => {
    const all = tf.tensor2d(data, [rows, sizes.dataSize]);
    const chosen = tf.tensor1d([...(minibatches[0] ?? [])], "int32");
    const values = Object.entries(valuesAt(schedulesOf(trainable), 1, minibatches.length));
    const minibatch = {
      x: tf.gather(all, chosen),
      rows: chosen,
      scheduled: Object.fromEntries(values.map(([name, value]) => [name, tf.scalar(value)])),
    };
    const initial = parameterisedOf(trainable).init(streams.parameters);
    const signs = rng(2).fold("signs");
    const parameters = Object.fromEntries(
      Object.entries(initial).map(([name, value]) => [
        name,
        value.mul(signs.fold(name).uniform(value.shape).sub(0.5).sign().mul(rounding).add(1)),
      ]),
    );
    const loss = lossOf(trainable);
    const trained = trainableNames(parameterisedOf(trainable));
    const found = lossAndGradients(loss, parameters, minibatch, streams.noise(1), trained);
    found.values.dispose();
    const maxNorm = trainable.optimizer.rule?.gradientClipping;
    const used = maxNorm ? clippedByGlobalNorm(found.gradients, maxNorm) : found.gradients;
    return Object.fromEntries(
      Object.entries(used).map(([name, g]) => [name, Float32Array.from(g.dataSync())]),
    );
  });

/** ‖a − b‖ ÷ ‖b‖. */
const distance = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Math.hypot(...Array.from(b, (value, i) => (a[i] ?? Number.NaN) - value)) /
  Math.hypot(...Array.from(b));

const compare = (trainable: Trainable, training: Training): void => {
  const own = compiled(trainable, training);
  expect(own.losses).toHaveLength(training.minibatches.length);
  for (const [step, loss] of eagerLosses(trainable, training).entries())
    expect(distance([own.losses[step] ?? Number.NaN], [loss]), `step ${step + 1}`).toBeLessThan(
      1e-4,
    );
  // A gradient that is a small difference of large terms, as that of REBAR's scale is, changes more
  // than 1e-5 when float32 rounds them; how much shows when each parameter is rounded
  const changeBy = (name: string, gradient: Float32Array) =>
    distance(eagerGradients(trainable, training, 2 ** -23)[name] ?? [], gradient);
  for (const [name, gradient] of Object.entries(eagerGradients(trainable, training))) {
    const error = distance(own.gradients[name] ?? [], gradient);
    const limit = error < 1e-5 ? 1e-5 : changeBy(name, gradient);
    expect(error, name).toBeLessThan(limit);
  }
};

/** The losses and the final state of a training, with a graph that another seed has used. */
const onUsedGraph = (trainable: Trainable, seed: number, graphs?: KeptGraphs) => {
  const kept = graphs && { graphs, kind: "the same" };
  const steps = compiledSteps(trainable, long.data, { ...long.options, seed }, { kept });
  const found = { losses: losses(steps, long.minibatches), state: steps.snapshot() };
  steps.dispose();
  return found;
};

describe.runIf(backend === "tensorflow")("graphs that are kept", () => {
  // Keeping a graph is the same for all: a fifth of them shows it
  test.each(everyRecipeAndOptimizer.filter((_, index) => index % 5 === 0))(
    "%s gives the same bits on a graph of another seed",
    (_, trainable) => {
      const graphs = keptGraphs();
      onUsedGraph(trainable, 5, graphs);
      const used = onUsedGraph(trainable, seed, graphs);
      expect(used).toEqual(onUsedGraph(trainable, seed));
      graphs.take("none", new Float32Array());
    },
  );

  test("are freed with their data when a training has others, and while they are too many", () => {
    const [[, trainable] = []] = everyRecipeAndOptimizer;
    if (trainable === undefined) throw new Error("there is no recipe");
    const before = tf.memory().numTensors;
    for (const max of [0, 1e9]) {
      const graphs = keptGraphs(max);
      onUsedGraph(trainable, seed, graphs);
      if (max > 0) expect(tf.memory().numTensors).toBeGreaterThan(before);
      if (max > 0) graphs.take("none", new Float32Array());
      expect(tf.memory().numTensors).toBe(before);
    }
  });
});

describe.runIf(backend === "tensorflow")("compiled, of the eager steps", () => {
  test.each(everyRecipeAndOptimizer)(
    "%s has each of 24 losses to 1e-4, each first gradient to 1e-5 or to what a rounding changes",
    (_, trainable) => compare(trainable, long),
  );
  // The optimizer's many steps are those above: what differs here are losses and gradients
  test.each(everyModel)(
    "%s has each of 6 losses to 1e-4, each first gradient to 1e-5 or to what a rounding changes",
    (_, trainable) => compare(trainable, both),
  );
  // A model's shapes depend on the size of a minibatch, an objective or an estimator adds no others
  test.each(everyComposition)(
    "%s has each of 6 losses to 1e-4, each first gradient to 1e-5 or to what a rounding changes",
    (_, trainable) => compare(trainable, short),
  );
});

test("every two of the models, objectives and estimators are in one composition", () => {
  const found = compositions.flatMap(({ names }) =>
    names.flatMap((a, i) => names.slice(i + 1).map((b) => `${a}, ${b}`)),
  );
  const kinds = Object.values(parts).map((named) => Object.keys(named));
  const wanted = kinds.flatMap((some, i) =>
    kinds.slice(i + 1).flatMap((others) => some.flatMap((a) => others.map((b) => `${a}, ${b}`))),
  );
  expect([...new Set(found)].sort()).toEqual(wanted.sort());
});
