import * as tf from "@tensorflow/tfjs";
import { kernels } from "tfjs-jit";
import type { Multiply } from "./products.ts";

/** What tfjs-node's backend has to run an op of TensorFlow, which its types do not say. */
interface Runner {
  readonly binding: { readonly TF_ATTR_BOOL: number };
  executeSingleOutput(op: string, attributes: object[], inputs: tf.Tensor[]): tf.Tensor;
}

/** tfjs-jit's product in bfloat16. @throws Error where its kernels are not compiled */
export const bfloat16Product = (): Multiply => {
  if (kernels() !== "tfjs-jit")
    throw new Error("cannot multiply in bfloat16: tfjs-jit's kernels are not compiled; run setup");
  const backend = tf.backend() as unknown as Runner;
  return (a, b, transposeA = false, transposeB = false) => {
    const flag = (name: string, value: boolean) => ({
      name,
      type: backend.binding.TF_ATTR_BOOL,
      value,
    });
    const flags = [flag("transpose_a", transposeA), flag("transpose_b", transposeB)];
    return backend.executeSingleOutput("TfjsJitBfloat16MatMul", flags, [a, b]);
  };
};
