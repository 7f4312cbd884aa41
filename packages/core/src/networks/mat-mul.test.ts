import * as tf from "@tensorflow/tfjs";
import { describe, expect, test } from "vitest";
import { rng } from "../random/rng.ts";
import { matMul, matMulOfCopies } from "./mat-mul.ts";

describe("a product whose gradients are of transposed copies", () => {
  test("has the value and the gradients of tf.matMul", () => {
    tf.tidy(() => {
      const [a, b, weights] = [rng(1).normal([5, 3]), rng(2).normal([3, 4]), rng(3).normal([5, 4])];
      const evaluate = (f: typeof matMul) => {
        const { value, grads } = tf.valueAndGrads((x, y) => f(x, y).mul(weights).sum())([a, b]);
        return [value, ...grads].flatMap((tensor) => [...tensor.dataSync()]);
      };
      const plain = (x: tf.Tensor, y: tf.Tensor) => tf.matMul(x as tf.Tensor2D, y as tf.Tensor2D);
      expect(evaluate(matMulOfCopies)).toBeNear(evaluate(plain), 1e-6);
      expect(evaluate(matMul)).toEqual(evaluate(plain));
    });
  });

  test("evaluates no gradient in a first factor that is data", async () => {
    const a = rng(1).normal([5, 3]);
    const b = rng(2).normal([3, 4]);
    const products = async (inputs: "b" | "both"): Promise<number> => {
      const f = (x: tf.Tensor, y: tf.Tensor) => matMulOfCopies(x, y).sum();
      const { kernels } = await tf.profile(() =>
        inputs === "b" ? tf.grad((y) => f(a, y))(b) : tf.grads(f)([a, b]),
      );
      return kernels.filter(({ name }) => name === "BatchMatMul").length;
    };
    expect([await products("b"), await products("both")]).toEqual([2, 3]);
    tf.dispose([a, b]);
  });
});
