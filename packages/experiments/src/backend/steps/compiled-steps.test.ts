import * as tf from "@tensorflow/tfjs";
import {
  adam,
  elbo,
  fit as fitted,
  type Optimizer,
  recipes,
  rng,
  type Trainable,
  toTensors,
  train,
} from "@vae-lab/core";
import { forwardKl } from "@vae-lab/core/divergences";
import { streamsOf } from "@vae-lab/core/random";
import { type MakeSteps, NonFiniteError, type VaeTrainable } from "@vae-lab/core/training";
import { UntraceableError } from "tfjs-jit";
import { describe, expect, test } from "vitest";
import { loadBackend } from "../native.ts";
import { chooseSteps } from "./choose-steps.ts";
import { compiledSteps } from "./compiled-steps.ts";

const backend = await loadBackend();
const sizes = { dataSize: 6, hidden: [8], latentSize: 2 };
const data = rng(1).uniforms(50 * 6);
const options = { epochs: 2, batchSize: 2, seed: 3 };
const essay = recipes.essayVae(sizes);
const gaussian = recipes.gaussianVae(sizes);

/** With one row that no squared error in float32 can hold: the twelfth step meets it. */
const withOutlier = data.slice();
const outlier = streamsOf(options.seed).order(1).permutation(50)[23] ?? 0;
withOutlier[outlier * sizes.dataSize] = 1e30;

const failureOf = (trainable: Trainable, parts: { steps?: MakeSteps } = {}): Promise<unknown> =>
  fitted(trainable, trainable === gaussian ? withOutlier : data, { ...options, ...parts }).then(
    () => undefined,
    (error: unknown) => error,
  );

const diverging: [string, Trainable][] = [
  ["a rate that is far too large", { ...essay, optimizer: adam({ learningRate: 1e30 }) }],
  ["a row that overflows", gaussian],
  [
    "a regulariser that overflows",
    {
      ...essay,
      objective: elbo({
        regulariser: { ...forwardKl, total: () => tf.fill([2], Number.POSITIVE_INFINITY) },
      }),
    },
  ],
];

describe.runIf(backend.name === "tensorflow")("compiled steps", () => {
  test.each(diverging)(
    "name the term and the step that eager ones name, after %s",
    async (_, of) => {
      const eager = await failureOf(of);
      const compiled = await failureOf(of, { steps: compiledSteps });
      expect(eager).toBeInstanceOf(NonFiniteError);
      const { term, step } = eager as NonFiniteError;
      expect(compiled).toBeInstanceOf(NonFiniteError);
      expect(compiled).toMatchObject({ term, step });
    },
  );

  test("are told one by one, up to the one that breaks in the midst of a call", async () => {
    const told: number[] = [];
    const events = train(gaussian, withOutlier, { ...options, steps: compiledSteps });
    const all = async () => {
      for await (const event of events) if (event.kind === "step") told.push(event.step);
    };
    await expect(all()).rejects.toMatchObject({ term: "rate", step: 12 });
    expect(told).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  test("give the same bits twice", async () => {
    const run = async (seed: number) => {
      const trained = await fitted(essay, data, { ...options, seed, steps: compiledSteps });
      const parameters = toTensors(trained);
      trained.dispose();
      return parameters;
    };
    const once = await run(3);
    expect(await run(3)).toEqual(once);
    expect(await run(4)).not.toEqual(once);
  });

  test("leave no tensors behind, trained to the end, left early or broken", async () => {
    const before = tf.memory().numTensors;
    (await fitted(essay, data, { ...options, steps: compiledSteps })).dispose();
    for await (const _ of train(essay, data, { ...options, steps: compiledSteps })) break;
    await failureOf({ ...essay, optimizer: nameless }, { steps: compiledSteps });
    await failureOf(
      { ...essay, optimizer: adam({ learningRate: 1e30 }) },
      { steps: compiledSteps },
    );
    expect(tf.memory().numTensors).toBe(before);
  });

  test("refuse an optimizer without a rule and a loss that would freeze its noise", () => {
    const steps = (trainable: Trainable) => () => compiledSteps(trainable, data, options);
    expect(steps({ ...essay, optimizer: nameless })).toThrow(UntraceableError);
    expect(steps(frozen)).toThrow("it calls normals()");
  });
});

const { rule: _, ...nameless }: Optimizer = adam();
const frozen: VaeTrainable<"normal", "expectation"> = {
  ...essay,
  estimator: {
    samples: 1,
    expectation: (f, q, noise) => {
      const draws = tf.tensor(noise.normals(q.mean.size), q.mean.shape);
      return f(q.mean.add(draws).expandDims(0)).mean(0);
    },
  },
};

describe("steps are chosen", () => {
  const chosen = (name: typeof backend.name, trainable: Trainable) => {
    const { steps, ...rest } = chooseSteps({ ...backend, name }, trainable, data, options);
    const told = [...steps.run([Uint32Array.of(0, 1)])];
    steps.dispose();
    return { ...rest, told: told.length };
  };

  test.runIf(backend.name === "tensorflow")("compiled on the native backend", () => {
    expect(chosen("tensorflow", essay)).toEqual({ step: "compiled", told: 1 });
  });

  test("eager on any other", () => {
    expect(chosen("wasm", essay)).toEqual({ step: "eager", told: 1 });
  });

  test.runIf(backend.name === "tensorflow")("eager with the reason where compiling fails", () => {
    expect(chosen("tensorflow", frozen)).toEqual({
      step: "eager",
      notice: expect.stringContaining("it calls normals()"),
      told: 1,
    });
  });
});
