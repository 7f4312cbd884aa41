import { createRequire } from "node:module";
import { modules } from "../setup/places.mjs";

/** "WebAssembly with SIMD", or without, as TensorFlow.js finds on this machine. */
export const describeWebAssembly = async () => {
  const load = createRequire(modules);
  load("@tensorflow/tfjs-backend-wasm");
  const simd = await load("@tensorflow/tfjs-core").env().getAsync("WASM_HAS_SIMD_SUPPORT");
  return `WebAssembly ${simd ? "with" : "without"} SIMD`;
};
