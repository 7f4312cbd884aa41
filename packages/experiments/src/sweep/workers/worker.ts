import { errorMessage } from "../../error-message.ts";
import { endWithParent } from "./end-with-parent.ts";
import { kindOfFailure } from "./trial-failure.ts";
import type { FromWorker, ToWorker } from "./worker-messages.ts";

// A child process that runs one trial after another and talks to its parent alone.

endWithParent(Number(process.argv[2]));
process.on("SIGINT", () => {}); // Ctrl-C reaches workers too: the parent decides

/** Epochs that may wait for the parent to record them, as while it waits for disk space. */
const maxUnrecorded = 8;

let unrecorded = 0;
let onRecorded: (() => void) | undefined;

/** Errors are ignored: without a parent the process ends. */
const send = (message: FromWorker): void => {
  process.send?.(message, undefined, undefined, () => undefined);
};

const run = async (request: ToWorker & { kind: "run" }): Promise<void> => {
  const { config, ...options } = request;
  unrecorded = 0;
  // Loaded here, so that a process whose parent has died ends before TensorFlow is loaded.
  const { runConfig } = await import("./run-config.ts");
  for await (const event of runConfig(config, options)) {
    send({ kind: "event", event });
    if (event.kind === "epoch") unrecorded++;
    while (unrecorded >= maxUnrecorded)
      await new Promise<void>((resolve) => {
        onRecorded = resolve;
      });
  }
};

process.on("message", async (message: ToWorker) => {
  if (message.kind === "recorded") {
    unrecorded--;
    onRecorded?.();
    return;
  }
  try {
    await run(message);
    send({ kind: "done" });
  } catch (error) {
    console.error(error);
    send({ kind: "threw", reason: errorMessage(error), failure: kindOfFailure(error) });
  }
});
