import { inspect } from "node:util";
import { errorMessage } from "../../error-message.ts";
import type { TrialEvent } from "../../trial/trial-events.ts";
import { endWithParent } from "./end-with-parent.ts";
import { kindOfFailure } from "./trial-failure.ts";
import type { FromWorker, ToWorker } from "./worker-messages.ts";

// A child process that runs one trial after another and talks to its parent alone.

endWithParent(Number(process.argv[2]));
process.on("SIGINT", () => {}); // Ctrl-C reaches workers too: the parent decides

/** Epochs that may wait for the parent to record them, as while it waits for disk space. */
const maxUnrecorded = 8;

/** How long events of steps wait for others: a message costs more than what is in it. */
const stepsEveryMs = 100;

/** The number of the trial that runs. */
let current = -1;
let unrecorded = 0;
let onRecorded: (() => void) | undefined;

/** Errors are ignored: without a parent the process ends. */
const send = (message: FromWorker): void => {
  process.send?.(message, undefined, undefined, () => undefined);
};

const run = async ({ number, ...request }: ToWorker & { kind: "run" }): Promise<void> => {
  const { config, ...options } = request;
  current = number;
  unrecorded = 0;
  // Loaded here, so that a process whose parent has died ends before TensorFlow is loaded.
  const { runConfig } = await import("./run-config.ts");
  let events: TrialEvent[] = [];
  let sentAt = performance.now();
  const sendEvents = (): void => {
    if (events.length > 0) send({ kind: "events", number, events });
    events = [];
    sentAt = performance.now();
  };
  try {
    for await (const event of runConfig(config, options)) {
      events.push(event);
      if (event.kind === "step" && performance.now() - sentAt < stepsEveryMs) continue;
      sendEvents();
      if (event.kind === "epoch") unrecorded++;
      while (unrecorded >= maxUnrecorded)
        await new Promise<void>((resolve) => {
          onRecorded = resolve;
        });
    }
  } finally {
    sendEvents();
  }
};

const answer = async (request: ToWorker & { kind: "run" }): Promise<void> => {
  const { number } = request;
  try {
    await run(request);
    send({ kind: "done", number });
  } catch (error) {
    const [reason, failure] = [errorMessage(error), kindOfFailure(error)];
    // With the message, because what is written to stderr may arrive after it.
    send({ kind: "threw", number, reason, failure, details: inspect(error) });
  }
};

let last: Promise<void> = Promise.resolve();
process.on("message", (message: ToWorker) => {
  if (message.kind === "run") {
    last = last.then(() => answer(message));
    return;
  }
  if (message.number !== current) return;
  unrecorded--;
  onRecorded?.();
});
