import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { requireBrowser } from "./setup/browser.mjs";
import { installDependencies, missingDependencies } from "./setup/dependencies.mjs";
import { withLock } from "./setup/lock.mjs";
import { makeNative, wasmWarning } from "./setup/native-library.mjs";
import { requireNode } from "./setup/node-version.mjs";
import { root } from "./setup/places.mjs";
import { orExplain } from "./setup/setup-error.mjs";
import { readStamp, writeStamp } from "./setup/stamp.mjs";
import { say } from "./setup/step.mjs";

const readyStamp = () => (missingDependencies().length === 0 ? readStamp() : undefined);

const prepare = ({ quiet, retryNative }) =>
  withLock(join(root, ".vae-lab", "setup.lock"), async () => {
    const ready = readyStamp();
    if (ready && !(retryNative && ready.backend === "wasm")) return ready;
    if (missingDependencies().length > 0) await installDependencies({ quiet });
    const outcome = await makeNative({ quiet });
    writeStamp(outcome);
    return outcome;
  });

/**
 * Makes a clone ready to work: npm packages, TensorFlow's native library or else WebAssembly, and,
 * if asked for, a browser whose path it leaves in CHROMIUM_PATH. Silent when nothing is to do.
 * Returns { backend: "native" | "wasm", library?, chromium? }; throws a SetupError.
 */
export const setUp = async ({ browser = false, quiet = false, retryNative = false } = {}) => {
  requireNode();
  const ready = readyStamp();
  const outcome =
    ready && !(retryNative && ready.backend === "wasm")
      ? ready
      : await prepare({ quiet, retryNative });
  if (outcome.backend === "wasm" && !quiet) say(wasmWarning(outcome));
  if (!browser) return outcome;
  const { path } = await requireBrowser({ quiet });
  process.env.CHROMIUM_PATH = path;
  return { ...outcome, chromium: path };
};

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await orExplain(async () => {
    const { backend, library } = await setUp({
      browser: process.argv.includes("--browser"),
      retryNative: true,
    });
    say(
      `Ready: ${backend === "native" ? `native TensorFlow ${library}` : "TensorFlow on WebAssembly"}.`,
    );
  });
