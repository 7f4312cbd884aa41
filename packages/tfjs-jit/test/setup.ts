import "../src/tfjs-node.ts";
import * as tf from "@tensorflow/tfjs";
import { expect } from "vitest";

declare module "vitest" {
  interface Matchers<T> {
    /** ‖received − expected‖ ≤ tolerance · ‖expected‖ over all numbers. */
    toBeNear(expected: ArrayLike<number>, tolerance: number): void;
    /** Calls the function and counts the tensors that it leaks, in tfjs and in TensorFlow. */
    toLeakNoTensors(): void;
  }
}

const norm = (values: readonly number[]) => Math.hypot(...values);

const nativeTensors = (): number => {
  const { binding } = tf.backend() as unknown as { binding: { getNumOfTensors(): number } };
  return binding.getNumOfTensors();
};

expect.extend({
  toBeNear(received: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number) {
    const wanted = Array.from(expected);
    const distance = norm(wanted.map((value, i) => (received[i] ?? Number.NaN) - value));
    const bound = tolerance * norm(wanted);
    return {
      pass: received.length === wanted.length && distance <= bound,
      message: () =>
        `expected a distance ≤ ${bound} over ${wanted.length} numbers, got ${distance} over ${received.length}`,
    };
  },
  toLeakNoTensors(run: () => void) {
    const before = [tf.memory().numTensors, nativeTensors()];
    run();
    const after = [tf.memory().numTensors, nativeTensors()];
    return {
      pass: after.every((count, i) => count === before[i]),
      message: () => `expected ${before} tensors in tfjs and TensorFlow as before, got ${after}`,
    };
  },
});
