import { bindTo } from "./binding.mjs";
import { clearNative, runOfficialInstaller } from "./official-installer.mjs";
import { smokeTest } from "./smoke-test.mjs";
import { step } from "./step.mjs";
import { libraryFromWheel } from "./wheel.mjs";

const attempt = async (name, work, reasons) => {
  try {
    return await work();
  } catch (error) {
    reasons.push(`${name}: ${error.message}`);
    return undefined;
  }
};

/**
 * Makes @tensorflow/tfjs-node work, by the first way that does: as it is; its makers' installer;
 * the library out of a Python wheel. Else WebAssembly, and why.
 */
export const makeNative = async ({ quiet }) => {
  const reasons = [];
  const asItIs = await step("trying the native TensorFlow backend", smokeTest, { quiet });
  if (asItIs.library) return { backend: "native", library: asItIs.library };

  const official = async () => {
    const reason = await step("running tfjs-node's own installer", runOfficialInstaller, { quiet });
    const result = reason ? { reason } : await smokeTest();
    if (!result.library) throw new Error(result.reason);
    return result.library;
  };
  const fromWheel = async () => bindTo(await libraryFromWheel({ quiet }), { quiet });

  const library =
    (await attempt("tfjs-node's own installer", official, reasons)) ??
    (await attempt("TensorFlow's Python wheel", fromWheel, reasons));
  if (library) return { backend: "native", library };
  clearNative();
  return { backend: "wasm", reasons };
};

export const wasmWarning = ({ reasons }) =>
  [
    "Warning: the native TensorFlow library could not be set up. Training runs on WebAssembly,",
    "which takes about 7 times as long per step. What was tried:",
    ...reasons.map((reason) => `  - ${reason}`),
    "Put one of these right; the next command, or `npm run setup`, tries again.",
  ].join("\n");

export const wasmReminder =
  "Training runs on WebAssembly, about 7 times slower per step; `npm run doctor` says why.";
