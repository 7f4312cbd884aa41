import * as tf from "@tensorflow/tfjs";
import { expect } from "vitest";

declare module "vitest" {
  interface Matchers<T> {
    /** Calls the function, waits for it, and counts the tensors that it left behind. */
    toLeakNoTensors(): Promise<T>;
    /** ‖received − expected‖ ≤ tolerance · ‖expected‖ over all numbers. */
    toBeNear(expected: ArrayLike<number>, tolerance: number): void;
  }
}

const norm = (values: readonly number[]) =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));

expect.extend({
  async toLeakNoTensors(run: () => unknown) {
    const before = tf.memory().numTensors;
    await run();
    const left = tf.memory().numTensors - before;
    return { pass: left === 0, message: () => `expected no tensors to be left, got ${left}` };
  },
  toBeNear(received: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number) {
    const wanted = Array.from(expected);
    const difference = norm(wanted.map((value, i) => (received[i] ?? Number.NaN) - value));
    const bound = tolerance * norm(wanted);
    return {
      pass: received.length === wanted.length && difference <= bound,
      message: () =>
        `expected a distance ≤ ${bound} over ${wanted.length} numbers, got ${difference} over ${received.length}`,
    };
  },
});
