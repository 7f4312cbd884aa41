import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import plainUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url";
import simdUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";
import threadedUrl from "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url";

/** Makes WebAssembly the backend of this worker, and says which kind of it. */
export const wasmBackend = async (): Promise<string> => {
  // Two workers of a page share the processor's cores, so each has one thread
  tf.env().set("WASM_HAS_MULTITHREAD_SUPPORT", false);
  setWasmPaths({
    "tfjs-backend-wasm.wasm": plainUrl,
    "tfjs-backend-wasm-simd.wasm": simdUrl,
    "tfjs-backend-wasm-threaded-simd.wasm": threadedUrl,
  });
  if (!(await tf.setBackend("wasm")))
    throw new Error("cannot compute in this page: the browser does not run WebAssembly");
  await tf.ready();
  return tf.env().getBool("WASM_HAS_SIMD_SUPPORT") ? "WebAssembly with SIMD" : "WebAssembly";
};
