import { buildBinding } from "./binding.mjs";
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
 * Sets up @tensorflow/tfjs-node in the first way that works: as it is installed, by its own installer,
 * or with the library of a Python wheel. Falls back to WebAssembly, with the reasons.
 */
export const setUpBackend = async ({ quiet }) => {
  const reasons = [];
  const installed = await step("trying the native TensorFlow backend", smokeTest, { quiet });
  if (installed.library) return { backend: "native", library: installed.library };

  const official = async () => {
    const reason = await step("running tfjs-node's own installer", runOfficialInstaller, { quiet });
    const result = reason ? { reason } : await smokeTest();
    if (!result.library) throw new Error(result.reason);
    return result.library;
  };
  const fromWheel = async () => buildBinding(await libraryFromWheel({ quiet }), { quiet });

  const library =
    (await attempt("tfjs-node's own installer", official, reasons)) ??
    (await attempt("TensorFlow's Python wheel", fromWheel, reasons));
  if (library) return { backend: "native", library };
  clearNative();
  return { backend: "wasm", reasons };
};

export const wasmWarning = ({ reasons }) =>
  [
    "Warning: cannot set up the native TensorFlow library. Training runs on WebAssembly,",
    "about 7 times slower per step. Reasons:",
    ...reasons.map((reason) => `  - ${reason}`),
    "Fix one of these; the next command, or `npm run setup`, tries again.",
  ].join("\n");

export const wasmReminder =
  "Training runs on WebAssembly, about 7 times slower per step; `npm run doctor` shows why.";
