import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { nativeBackend } from "./native.ts";

/** Which kernels a training step uses for Adam and for products with rows of mostly zeros. */
export type Kernels = "tfjs-jit" | "TensorFlow";

const { resolve } = createRequire(import.meta.url);

/** Where native/compile.mjs puts the kernels: beside the binding, which needs the same library. */
export const kernelsFile = (): string =>
  join(dirname(resolve("@tensorflow/tfjs-node/package.json")), "lib/napi-v8/tfjs_jit_kernels.node");

let known: Kernels | undefined;

/**
 * The kernels in use: tfjs-jit's own where they have been compiled, else TensorFlow's. Both compute the
 * same; sums differ in their last bits. TFJS_JIT_KERNELS=off selects TensorFlow's. Needs tfjs-node's
 * backend.
 * @throws Error if another backend is current
 */
export function kernels(): Kernels {
  known ??=
    process.env.TFJS_JIT_KERNELS !== "off" && load(kernelsFile()) ? "tfjs-jit" : "TensorFlow";
  return known;
}

/** Whether the file registers kernels that compute. One for another library or processor does not load. */
function load(file: string): boolean {
  const { binding } = nativeBackend();
  if (!existsSync(file)) return false;
  try {
    createRequire(import.meta.url)(file);
    const one = () => binding.createTensor([1, 1], 1, Float32Array.of(2));
    const factors = [one(), one()];
    const [product] = binding.executeOp("TfjsJitMostlyZeroMatMul", [], factors, 1);
    const [value] = product === undefined ? [] : binding.tensorDataSync(product.id);
    for (const handle of [...factors, product?.id]) if (handle) binding.deleteTensor(handle);
    return value === 4;
  } catch {
    return false;
  }
}
