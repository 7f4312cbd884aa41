import { createRequire } from "node:module";
import { dirname } from "node:path";
import * as tf from "@tensorflow/tfjs";

const select = async (name: string): Promise<void> => {
  if (!(await tf.setBackend(name))) throw new Error(`the ${name} backend did not start`);
  await tf.ready();
};

/** TensorFlow's C library. @throws where it is not installed: this benchmark has no fallback. */
export const native = async (): Promise<void> => {
  await import("tfjs-jit/tfjs-node");
  await select("tensorflow");
};

/** One thread: the others run on one as well. */
export const wasm = async (): Promise<void> => {
  const { setThreadsCount, setWasmPaths } = await import("@tensorflow/tfjs-backend-wasm");
  const entry = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm");
  setWasmPaths(`${dirname(entry)}/`);
  setThreadsCount(1);
  await select("wasm");
};
