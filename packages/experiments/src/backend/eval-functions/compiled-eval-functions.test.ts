import * as tf from "@tensorflow/tfjs";
import { bernoulli, codes, elboTerms, fromTensors, rng, vae } from "@vae-lab/core";
import { forwardKl } from "@vae-lab/core/divergences";
import {
  annealedLowerBound,
  type EvalFunction,
  iwaeLadder,
  quadrature,
  type RunEvalFunction,
  refine,
  runEagerly,
} from "@vae-lab/core/evaluation";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadBackend } from "../native.ts";
import { compiledEvalFunctions } from "./compiled-eval-functions.ts";

const backend = await loadBackend();
const model = vae({ dataSize: 9, latentSize: 2, hidden: [7], likelihood: bernoulli() });
const trained = fromTensors(
  model,
  Object.fromEntries(
    Object.entries(model.shapes).map(([name, shape]) => {
      const size = shape.reduce((a, b) => a * b, 1);
      return [name, { shape, values: rng(1).fold(name).normals(size) }];
    }),
  ),
);
afterAll(() => trained.dispose());
const x = Float32Array.from(rng(2).uniforms(70 * 9), (u) => (u < 0.5 ? 0 : 1));

const evaluations: Record<string, (run: RunEvalFunction) => Record<string, ArrayLike<number>>> = {
  codes: (run) => ({ ...codes(trained, x, { run }) }) as Record<string, Float32Array>,
  "the terms of the ELBO": (run) => ({
    ...(elboTerms(trained, x, { rng: rng(3), samples: 3, regulariser: forwardKl, run }) as object),
  }),
  "a ladder": (run) => {
    const { rungs } = iwaeLadder(trained, x, { rng: rng(4), ladder: [1, 5, 70], run });
    return Object.fromEntries(rungs.map(({ samples, rows }) => [samples, rows]));
  },
  quadrature: (run) => {
    const { logProbability } = quadrature(trained, x, { spacing: 0.25, extent: 4, run });
    return { logProbability };
  },
  refinement: (run) => ({ ...refine(trained, x, { rng: rng(5), steps: 5, run }) }),
};

const expectNear = (found: ArrayLike<number>, wanted: ArrayLike<number>, tolerance: number) => {
  expect(found.length).toBe(wanted.length);
  const size = Math.max(...Array.from(wanted, Math.abs));
  const off = Math.max(...Array.from(wanted, (value, i) => Math.abs(value - (found[i] ?? 1e9))));
  expect(off).toBeLessThan(tolerance * Math.max(1, size));
};

describe.runIf(backend.name === "tensorflow")("compiled functions", () => {
  const functions = compiledEvalFunctions();
  let run: RunEvalFunction;
  beforeAll(() => {
    run = functions.of("this model");
    return functions.dispose;
  });

  test.each(Object.entries(evaluations))("give %s as eager ones do, twice", (_, evaluate) => {
    const eager = evaluate(runEagerly);
    for (const _time of [1, 2])
      for (const [name, values] of Object.entries(evaluate(run)))
        expectNear(values, eager[name] ?? [], 2e-6);
    expect(functions.refusals).toEqual(new Map());
  });

  test("anneal as eager ones do", () => {
    const options = { rng: rng(6), temperatures: 6, chains: 3, leapfrogs: 3 };
    const few = x.subarray(0, 5 * 9);
    const eager = annealedLowerBound(trained, few, options);
    // A choice to move may fall otherwise by a rounding, so little is asked
    const compiled = annealedLowerBound(trained, few, { ...options, run });
    expectNear(compiled.rows, eager.rows, 1e-4);
    expect(functions.refusals).toEqual(new Map());
  });

  test("serve the next model of the same key with its own numbers, and trace it no more", () => {
    let traced = 0;
    const evalFunction: EvalFunction<{ readonly w: tf.Tensor }, tf.Tensor> = {
      name: "counted",
      apply: ({ w }, noise) => {
        traced++;
        return w.add(noise.fold("e").normal([2]));
      },
    };
    const call = (w: number) =>
      tf.tidy(() => [...run({ ...evalFunction }, { w: tf.fill([2], w) }, rng(w)).dataSync()]);
    const first = call(1);
    const before = traced;
    expect(call(1)).toEqual(first);
    const noise = rng(5).fold("e").normals(2);
    expectNear(call(5), [5 + (noise[0] ?? 0), 5 + (noise[1] ?? 0)], 1e-6);
    expect(traced).toBe(before);
  });

  test("run eagerly what cannot be compiled, and say why", () => {
    const reading: EvalFunction<{ readonly w: tf.Tensor }, tf.Tensor> = {
      name: "reading",
      apply: ({ w }) => w.add(w.dataSync()[0] ?? 0),
    };
    const own = compiledEvalFunctions();
    const result = tf.tidy(() => [
      ...own
        .of("m")(reading, { w: tf.ones([1]) }, rng(0))
        .dataSync(),
    ]);
    expect(result).toEqual([2]);
    expect([...own.refusals.keys()]).toEqual(["reading of m"]);
    own.dispose();
  });

  test("leave no tensors behind", () => {
    const own = compiledEvalFunctions();
    elboTerms(trained, x, { rng: rng(3), run: own.of("m") });
    const before = tf.memory().numTensors;
    elboTerms(trained, x, { rng: rng(3), run: own.of("m") });
    expect(tf.memory().numTensors).toBe(before);
    own.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
