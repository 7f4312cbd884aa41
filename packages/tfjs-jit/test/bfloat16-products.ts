import * as tf from "@tensorflow/tfjs";
import type { ProductCase } from "./bfloat16-cases.ts";
import { runKernel } from "./run-kernel.ts";

/** The product by tfjs-jit's kernel in bfloat16. */
export const kernelProduct = (c: ProductCase): Float32Array => {
  const a = tf.tensor(c.a, c.transposeA ? [c.inner, c.rows] : [c.rows, c.inner]);
  const b = tf.tensor(c.b, c.transposeB ? [c.columns, c.inner] : [c.inner, c.columns]);
  const flags = { transpose_a: c.transposeA, transpose_b: c.transposeB };
  const values = runKernel("TfjsJitBfloat16MatMul", [a, b], flags);
  tf.dispose([a, b]);
  return values;
};
