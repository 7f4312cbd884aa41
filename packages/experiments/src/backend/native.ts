import { createRequire } from "node:module";
import { dirname } from "node:path";
import * as tf from "@tensorflow/tfjs";
import { errorMessage } from "../error-message.ts";
import type { Backend } from "./backend.ts";
import { instructionSet } from "./instruction-set.ts";

/** Makes a backend current. @throws Error if this machine cannot run it */
export type BackendLoader = () => Promise<Backend>;

const reason = (error: unknown): string =>
  (errorMessage(error).split("\n")[0] ?? "").replace(/[.\s]+$/, "");

const select = async (name: Backend["name"]): Promise<void> => {
  if (!(await tf.setBackend(name))) throw new Error(`the ${name} backend did not start`);
  await tf.ready();
};

/** TensorFlow's C library through tfjs-node. */
export const native: BackendLoader = async () => {
  const { oneDnn } = await import("tfjs-jit/tfjs-node");
  await select("tensorflow");
  const { bfloat16, kernels } = await import("tfjs-jit");
  const { binding } = tf.backend() as { binding?: { TF_Version?: string } };
  const vectors = await instructionSet();
  return {
    name: "tensorflow",
    version: binding?.TF_Version ?? "unknown",
    oneDnn,
    kernels: kernels(),
    bfloat16: bfloat16(),
    ...(vectors !== undefined && { instructionSet: vectors }),
  };
};

const remedy = "run `npm run setup` for the native library";

/**
 * WebAssembly, with SIMD if the processor supports it, on one thread: tfjs passes its workers their code
 * as blobs, which Node's workers cannot load. A sweep uses one process per core instead. Browsers can
 * use threads: see "In a browser" in core's README.
 */
export const wasm: BackendLoader = async () => {
  const { setWasmPaths, version_wasm } = await import("@tensorflow/tfjs-backend-wasm");
  const entry = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm");
  setWasmPaths(`${dirname(entry)}/`);
  await select("wasm");
  const simd = tf.env().getBool("WASM_HAS_SIMD_SUPPORT") ? "with SIMD" : "without SIMD";
  return {
    name: "wasm",
    version: version_wasm,
    notice: `computing with WebAssembly ${simd}, about 7 times slower than TensorFlow's native library; ${remedy}`,
  };
};

export const pureJavaScript: BackendLoader = async () => {
  await select("cpu");
  return {
    name: "cpu",
    version: tf.version_core,
    notice: `computing in plain JavaScript, about 40 times slower than TensorFlow's native library; ${remedy}`,
  };
};

/**
 * Makes the fastest backend current that this machine can run. The notice gives the reason for each
 * backend that does not load.
 */
export const loadBackend = async (
  loaders: readonly BackendLoader[] = [native, wasm, pureJavaScript],
): Promise<Backend> => {
  const failures: string[] = [];
  for (const load of loaders) {
    try {
      const backend = await load();
      if (backend.notice === undefined || failures.length === 0) return backend;
      return { ...backend, notice: `${backend.notice} (${failures.join("; ")})` };
    } catch (error) {
      failures.push(reason(error));
    }
  }
  throw new Error(`no TensorFlow.js backend runs here: ${failures.join("; ")}`);
};
