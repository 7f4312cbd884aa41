import * as tf from "@tensorflow/tfjs";
import { nearestBfloat16 } from "./bfloat16-cases.ts";

const product = "BatchMatMul";

const rounded = (x: tf.TensorInfo): tf.TensorInfo => {
  const { shape } = x;
  return tf.tensor(
    Array.from(tf.backend().readSync(x.dataId) as Float32Array, nearestBfloat16),
    shape,
  );
};

/** Runs `work` with eager products of factors that are rounded to bfloat16 in JavaScript. */
export const withRoundedProducts = <T>(work: () => T): T => {
  const kernel = tf.getKernel(product, "tensorflow");
  tf.unregisterKernel(product, "tensorflow");
  tf.registerKernel({
    ...kernel,
    kernelFunc: ({ inputs, ...rest }) => {
      const { a, b } = inputs as { a: tf.TensorInfo; b: tf.TensorInfo };
      return kernel.kernelFunc({ ...rest, inputs: { a: rounded(a), b: rounded(b) } });
    },
  });
  try {
    return work();
  } finally {
    tf.unregisterKernel(product, "tensorflow");
    tf.registerKernel(kernel);
  }
};
