import * as tf from "@tensorflow/tfjs";
import { handleOf, nativeBackend } from "../src/native.ts";
import type { ProductCase } from "./bfloat16-cases.ts";

/** The product by tfjs-jit's kernel in bfloat16. */
export const kernelProduct = (c: ProductCase): Float32Array => {
  const { binding } = nativeBackend();
  const [rows, columns] = [c.rows, c.columns];
  const a = tf.tensor(c.a, c.transposeA ? [c.inner, rows] : [rows, c.inner]);
  const b = tf.tensor(c.b, c.transposeB ? [columns, c.inner] : [c.inner, columns]);
  const attributes = [
    { name: "transpose_a", type: binding.TF_ATTR_BOOL, value: c.transposeA },
    { name: "transpose_b", type: binding.TF_ATTR_BOOL, value: c.transposeB },
  ];
  const [made] = binding.executeOp(
    "TfjsJitBfloat16MatMul",
    attributes,
    [handleOf(a), handleOf(b)],
    1,
  );
  if (made === undefined) throw new Error("the op returned nothing");
  const values = binding.tensorDataSync(made.id) as Float32Array;
  binding.deleteTensor(made.id);
  tf.dispose([a, b]);
  return values;
};
