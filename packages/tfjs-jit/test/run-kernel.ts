import type * as tf from "@tensorflow/tfjs";
import { handleOf, nativeBackend } from "../src/native.ts";

/** The numbers of the result of an op that has these flags. */
export const runKernel = (
  op: string,
  inputs: readonly tf.Tensor[],
  flags: Readonly<Record<string, boolean>> = {},
): Float32Array => {
  const { binding } = nativeBackend();
  const attributes = Object.entries(flags).map(([name, value]) => ({
    ...{ name, type: binding.TF_ATTR_BOOL, value },
  }));
  const [made] = binding.executeOp(op, attributes, inputs.map(handleOf), 1);
  if (made === undefined) throw new Error("the op returned nothing");
  const values = binding.tensorDataSync(made.id) as Float32Array;
  binding.deleteTensor(made.id);
  return values;
};
