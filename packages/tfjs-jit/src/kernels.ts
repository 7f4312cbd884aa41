import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { nativeBackend } from "./native.ts";

/** Which kernels a training step uses for Adam and for products with rows of mostly zeros. */
export type Kernels = "tfjs-jit" | "TensorFlow";

/**
 * How products in bfloat16 are computed: by the processor's AVX512-BF16, by rounding and multiplying in
 * float32 in one kernel of tfjs-jit's, or by TensorFlow's casts and its product in float32.
 */
export type Bfloat16 = "avx512_bf16" | "float32" | "TensorFlow";

const { resolve } = createRequire(import.meta.url);

/** Where native/compile.mjs puts the kernels: beside the binding, which needs the same library. */
export const kernelsFile = (): string =>
  join(dirname(resolve("@tensorflow/tfjs-node/package.json")), "lib/napi-v8/tfjs_jit_kernels.node");

/** How tfjs-jit's kernels multiply in bfloat16, if they are in use. */
type Loaded = { readonly bfloat16: Bfloat16 } | undefined;

let loaded: { readonly kernels: Loaded } | undefined;

const current = (): Loaded => {
  loaded ??= {
    kernels: process.env.TFJS_JIT_KERNELS === "off" ? undefined : load(kernelsFile()),
  };
  return loaded.kernels;
};

/**
 * The kernels in use: tfjs-jit's own where they have been compiled, else TensorFlow's. Both compute the
 * same; sums differ in their last bits. TFJS_JIT_KERNELS=off selects TensorFlow's. Needs tfjs-node's
 * backend.
 * @throws Error if another backend is current
 */
export function kernels(): Kernels {
  return current() ? "tfjs-jit" : "TensorFlow";
}

/**
 * How training steps multiply in bfloat16. Needs tfjs-node's backend.
 * @throws Error if another backend is current
 */
export function bfloat16(): Bfloat16 {
  return current()?.bfloat16 ?? "TensorFlow";
}

/** Kernels that compute. Those for another library or processor do not load. */
function load(file: string): Loaded {
  const { binding } = nativeBackend();
  if (!existsSync(file)) return undefined;
  try {
    const addon: Loaded = createRequire(import.meta.url)(file);
    const one = () => binding.createTensor([1, 1], 1, Float32Array.of(2));
    const factors = [one(), one()];
    const [product] = binding.executeOp("TfjsJitMostlyZeroMatMul", [], factors, 1);
    const [value] = product === undefined ? [] : binding.tensorDataSync(product.id);
    for (const handle of [...factors, product?.id]) if (handle) binding.deleteTensor(handle);
    return value === 4 ? addon : undefined;
  } catch {
    return undefined;
  }
}
