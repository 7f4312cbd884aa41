import { createRequire } from "node:module";
import { dirname } from "node:path";
import * as tf from "@tensorflow/tfjs";

const select = async (name: string): Promise<void> => {
  if (!(await tf.setBackend(name))) throw new Error(`cannot start the ${name} backend`);
  await tf.ready();
};

/** Selects TensorFlow's native library. @throws Error if it is not installed: there is no fallback */
export const native = async (): Promise<void> => {
  await import("tfjs-jit/tfjs-node");
  await select("tensorflow");
};

/** Selects WebAssembly with one thread, as the other candidates have. */
export const wasm = async (): Promise<void> => {
  const { setThreadsCount, setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
  const entry = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm");
  setWasmPaths(`${dirname(entry)}/`);
  setThreadsCount(1);
  await select("wasm");
};
