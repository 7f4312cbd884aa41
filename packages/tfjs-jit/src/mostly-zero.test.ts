import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { eagerGradients, eagerLosses } from "../test/eager.ts";
import { numbers, weights } from "../test/numbers.ts";
import { batches, rows } from "../test/tasks.ts";
import { withKernels } from "../test/with-kernels.ts";
import { isMostlyZero } from "./mostly-zero.ts";
import { adam } from "./optimizers/adam.ts";
import { reachable } from "./program.ts";
import { rowInput, type StepInputs } from "./step-inputs.ts";
import { traceStep } from "./traced-step.ts";
import { compileTrainingStep } from "./training-step.ts";

/** A matrix of which this share of numbers is not 0. */
const sparse = (shape: [number, number], share: number, seed = 1): tf.Tensor2D =>
  tf.tidy(() => {
    const kept = numbers<tf.Rank.R2>(shape, seed).less(2 * share - 1);
    return numbers<tf.Rank.R2>(shape, seed + 1).mul<tf.Tensor2D>(kept.cast("float32"));
  });

/** A linear autoencoder of 40 numbers with this many latents. */
const autoencoder = (x: tf.Tensor2D, codes: number) => {
  const w = weights<tf.Rank.R2>([40, codes], 3);
  const v = weights<tf.Rank.R2>([codes, 40], 4);
  return {
    variables: [w, v] as const,
    inputs: { x: rowInput(x) },
    loss: (batch: { x: tf.Tensor2D }) =>
      batch.x.matMul(w).matMul(v).sub(batch.x).square().mean<tf.Scalar>(),
  };
};

const opsOf = (made: ReturnType<typeof autoencoder>, batchSize: number): string[] => {
  const inputs: StepInputs = made.inputs;
  const loss = made.loss as unknown as Parameters<typeof traceStep>[3]["loss"];
  const variables = new Map(made.variables.map((variable) => [variable.name, variable]));
  const { program } = traceStep(variables, new Map(), inputs, { loss }, batchSize);
  return reachable(program)
    .operations.map(({ op }) => op)
    .filter((op) => op.endsWith("MatMul"));
};

test("a tensor with a fifth of other numbers is mostly zeros, one with a third is not", () => {
  expect(isMostlyZero(sparse([1000, 40], 0.2))).toBe(true);
  expect(isMostlyZero(sparse([1000, 40], 0.33))).toBe(false);
  expect(isMostlyZero(sparse([3, 40], 0.1))).toBe(true);
});

test("zeros are counted in rows from the whole tensor", () => {
  const [empty, full] = [tf.zeros([600, 4]), tf.ones([600, 4])];
  expect(isMostlyZero(tf.concat([empty, full]))).toBe(false);
  expect(isMostlyZero(tf.concat([full, empty, empty, empty, empty]))).toBe(true);
});

test("only float32 tensors of rank 2 or more can be mostly zeros", () => {
  expect(isMostlyZero(tf.zeros([100]))).toBe(false);
  expect(isMostlyZero(tf.zeros([100, 4], "int32"))).toBe(false);
  expect(isMostlyZero(tf.zeros([0, 4]))).toBe(false);
});

describe("products with rows that are mostly zeros", () => {
  const x = sparse([rows, 40], 0.2);

  withKernels("tfjs-jit", "with tfjs-jit's kernels", () => {
    test("use a kernel that skips zeros forward and backward, at every size", () => {
      for (const width of [500, 512]) {
        const ops = opsOf(autoencoder(x, width), 32);
        expect(ops.filter((op) => op === "TfjsJitMostlyZeroMatMul")).toHaveLength(2);
        expect(ops.filter((op) => op === "MatMul")).toHaveLength(3);
      }
    });

    test("use dense kernels with rows with more other numbers", () => {
      expect(opsOf(autoencoder(sparse([rows, 40], 0.5), 512), 64)).toEqual(Array(5).fill("MatMul"));
    });
  });

  withKernels("TensorFlow", "with TensorFlow's kernels", () => {
    test("use sparse kernels forward and backward where rows of the other factor conflict in the cache", () => {
      const ops = opsOf(autoencoder(x, 512), 64);
      expect(ops.filter((op) => op === "SparseMatMul")).toHaveLength(2);
      expect(ops.filter((op) => op === "MatMul")).toHaveLength(3);
    });

    test.each([
      ["other sizes", autoencoder(x, 500), 64],
      ["few rows", autoencoder(x, 512), 32],
      ["rows with more other numbers", autoencoder(sparse([rows, 40], 0.5), 512), 64],
    ] as const)("use dense kernels with %s", (_, made, batchSize) => {
      expect(opsOf(made, batchSize)).not.toContain("SparseMatMul");
    });
  });

  test("give eager training's losses for 50 steps, to 1e-4, and its gradients, to 1e-5", () => {
    const made = autoencoder(x, 512);
    const optimizer = adam({ learningRate: 0.01 });
    const step = compileTrainingStep({ ...made, optimizer });
    const first = compileTrainingStep({ ...made, optimizer });
    const [batch = {}] = batches(1, 64);
    first.run([batch]);
    const { slots } = first.read();
    const { grads } = eagerGradients(made, batch);
    for (const { name } of made.variables) {
      const moment = slots.mean?.[name]?.map((value) => value / (1 - 0.9)) ?? [];
      expect(moment).toBeNear(grads[name]?.dataSync() ?? [], 1e-5);
    }
    const { loss } = step.run(batches(50, 64));
    const eager = eagerLosses(made, tf.train.adam(0.01), batches(50, 64));
    for (const [i, value] of eager.entries()) expect([loss[i] ?? 0]).toBeNear([value], 1e-4);
    step.dispose();
    first.dispose();
  });
});
