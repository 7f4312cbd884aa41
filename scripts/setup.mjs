import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { requireBrowser } from "./setup/browser.mjs";
import { installDependencies, missingDependencies } from "./setup/dependencies.mjs";
import { withLock } from "./setup/lock.mjs";
import { hasMore, meansOf } from "./setup/means.mjs";
import { makeNative, wasmReminder, wasmWarning } from "./setup/native-library.mjs";
import { requireNode } from "./setup/node-version.mjs";
import { root } from "./setup/places.mjs";
import { orExplain } from "./setup/setup-error.mjs";
import { readStamp, writeStamp } from "./setup/stamp.mjs";
import { say } from "./setup/step.mjs";

/** What an earlier set-up left, if nothing is to do: WebAssembly may do for now, not for ever. */
const readyStamp = ({ retryNative }) => {
  if (missingDependencies().length > 0) return undefined;
  const stamp = readStamp();
  const isWorthAnother = () => retryNative || hasMore(meansOf(), stamp.means);
  return stamp?.backend === "wasm" && isWorthAnother() ? undefined : stamp;
};

const prepare = (options) =>
  withLock(join(root, ".vae-lab", "setup.lock"), async () => {
    const ready = readyStamp(options);
    if (ready) return ready;
    const { quiet } = options;
    if (missingDependencies().length > 0) await installDependencies({ quiet });
    const outcome = await makeNative({ quiet });
    writeStamp({ ...outcome, means: meansOf() });
    if (outcome.backend === "wasm" && !quiet) say(wasmWarning(outcome));
    return outcome;
  });

/**
 * Makes a clone ready to work: npm packages, TensorFlow's native library or else WebAssembly, and,
 * if asked for, a browser whose path it leaves in CHROMIUM_PATH. Silent when nothing is to do.
 * Returns { backend: "native" | "wasm", library?, chromium? }; throws a SetupError.
 */
export const setUp = async ({ browser = false, quiet = false, retryNative = false } = {}) => {
  requireNode();
  const ready = readyStamp({ retryNative });
  if (ready?.backend === "wasm" && !quiet) say(wasmReminder);
  const outcome = ready ?? (await prepare({ quiet, retryNative }));
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
