import { loadBackend } from "../../backend/native.ts";
import { TrialConfig } from "../../config/trial-config.ts";
import { cacheLast } from "../../datasets/cache-last.ts";
import { loadDataset } from "../../datasets/load-dataset.ts";
import { runTrial } from "../../trial/run-trial.ts";
import type { FromWorker, ToWorker } from "./worker-messages.ts";

// A child process: runs one trial after another, speaks to its parent alone.

process.on("SIGINT", () => {}); // Ctrl-C reaches workers too: the parent decides
process.on("disconnect", () => process.exit());

/** Once the parent is gone there is no one to tell; "disconnect" ends the process. */
const send = (message: FromWorker): void => {
  process.send?.(message, undefined, undefined, () => undefined);
};

const load = cacheLast(loadDataset);
const backend = loadBackend();

process.on("message", async (message: ToWorker) => {
  try {
    const config = TrialConfig.parse(message.config);
    const { resumption } = message;
    for await (const event of runTrial(config, { backend: await backend, load, resumption }))
      send({ kind: "event", event });
    send({ kind: "done" });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(error);
    send({ kind: "threw", reason });
  }
});
