import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { requireBrowser } from "./setup/browser.mjs";
import { findBuildTools, hasNewTool } from "./setup/build-tools.mjs";
import { installDependencies, missingDependencies } from "./setup/dependencies.mjs";
import { kernelsWarning, setUpKernels } from "./setup/kernels.mjs";
import { withLock } from "./setup/lock.mjs";
import { setUpBackend, wasmReminder, wasmWarning } from "./setup/native-library.mjs";
import { requireNode } from "./setup/node-version.mjs";
import { root } from "./setup/paths.mjs";
import { runCommand } from "./setup/setup-error.mjs";
import { readStamp, writeStamp } from "./setup/stamp.mjs";
import { print } from "./setup/step.mjs";

/** The stamp of an earlier set-up that needs no work; an incomplete one counts until another attempt may succeed. */
const readyStamp = ({ retryNative }) => {
  if (missingDependencies().length > 0) return undefined;
  const stamp = readStamp();
  const mayImprove = () => retryNative || hasNewTool(findBuildTools(), stamp.tools);
  const isComplete = stamp?.backend === "native" && stamp.kernels === "tfjs-jit";
  return stamp && !isComplete && mayImprove() ? undefined : stamp;
};

const prepare = (options) =>
  withLock(join(root, ".vae-lab", "setup.lock"), async () => {
    const ready = readyStamp(options);
    if (ready) return ready;
    const { quiet } = options;
    if (missingDependencies().length > 0) await installDependencies({ quiet });
    const outcome = await setUpBackend({ quiet });
    const missing = outcome.backend === "native" ? await setUpKernels({ quiet }) : undefined;
    const kernels = missing === undefined ? "tfjs-jit" : "TensorFlow";
    writeStamp({ ...outcome, kernels, tools: findBuildTools() });
    if (missing !== undefined && !quiet) print(kernelsWarning(missing));
    if (outcome.backend === "wasm" && !quiet) print(wasmWarning(outcome));
    return outcome;
  });

/**
 * Prepares a clone: npm packages, TensorFlow's native library or else WebAssembly, and on request a
 * browser, whose path it puts into CHROMIUM_PATH. Silent where there is nothing to do.
 *
 * @returns { backend: "native" | "wasm", library?, chromium? }
 * @throws SetupError
 */
export const setUp = async ({ browser = false, quiet = false, retryNative = false } = {}) => {
  requireNode();
  const ready = readyStamp({ retryNative });
  if (ready?.backend === "wasm" && !quiet) print(wasmReminder);
  const outcome = ready ?? (await prepare({ quiet, retryNative }));
  if (!browser) return outcome;
  const { path } = await requireBrowser({ quiet });
  process.env.CHROMIUM_PATH = path;
  return { ...outcome, chromium: path };
};

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await runCommand(async () => {
    const { backend, library } = await setUp({
      browser: process.argv.includes("--browser"),
      retryNative: true,
    });
    print(
      `Ready: ${backend === "native" ? `native TensorFlow ${library}` : "TensorFlow on WebAssembly"}.`,
    );
  });
