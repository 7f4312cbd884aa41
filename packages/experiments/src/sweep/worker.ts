import { TrialConfig } from "../config.ts";
import { loadDataset } from "../datasets/load-dataset.ts";
import { loadBackend } from "../native.ts";
import { runTrial } from "../trial.ts";
import { canonicalJson } from "../trial-id.ts";
import type { FromWorker, ToWorker } from "./worker-messages.ts";

// A child process: runs one trial after another, speaks to its parent alone.

process.on("SIGINT", () => {}); // Ctrl-C reaches workers too: the parent decides
process.on("disconnect", () => process.exit());

/** Once the parent is gone there is no one to tell; "disconnect" ends the process. */
const send = (message: FromWorker): void => {
  process.send?.(message, undefined, undefined, () => undefined);
};

let last: { key: string; data: ReturnType<typeof loadDataset> } | undefined;
/** Trials of a sweep mostly use the same images: the last ones stay in memory. */
const remembered: typeof loadDataset = (config) => {
  const key = canonicalJson(config);
  if (last?.key !== key) last = { key, data: loadDataset(config) };
  return last.data;
};

const backend = loadBackend();

process.on("message", async (message: ToWorker) => {
  try {
    const config = TrialConfig.parse(message.config);
    for await (const event of runTrial(config, { backend: await backend, load: remembered }))
      send({ kind: "event", event });
    send({ kind: "done" });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(error);
    send({ kind: "threw", reason });
  }
});
