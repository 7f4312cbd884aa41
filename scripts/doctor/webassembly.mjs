import { createRequire } from "node:module";
import { modules } from "../setup/paths.mjs";

/** "WebAssembly with SIMD" or "… without SIMD", as TensorFlow.js detects it. */
export const describeWebAssembly = async () => {
  const load = createRequire(modules);
  load("@tensorflow/tfjs-backend-wasm");
  const simd = await load("@tensorflow/tfjs-core").env().getAsync("WASM_HAS_SIMD_SUPPORT");
  return `WebAssembly ${simd ? "with" : "without"} SIMD`;
};
