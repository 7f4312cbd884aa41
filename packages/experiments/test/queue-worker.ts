import { mlflowClient } from "mlflow-js-client";
import { redisAddress, workForQueue } from "../src/queue/index.ts";
import { openWorkspace } from "../src/workspace/workspace.ts";
import { inProcessWorker } from "./in-process-worker.ts";

/** A worker of a queue with its own workspace, which prints the kind of each event. */
const [home = "", trackingUri = "", url = "", stopsWhenIdle = "yes", lockMs = "6000"] =
  process.argv.slice(2);
await workForQueue({
  address: redisAddress(url),
  workspace: await openWorkspace(home),
  client: mlflowClient({ trackingUri, retry: { retries: 0 } }),
  workers: 1,
  stopsWhenIdle: stopsWhenIdle === "yes",
  signal: new AbortController().signal,
  openWorker: inProcessWorker,
  onEvent: (event) => {
    if (event.kind !== "progress") process.stdout.write(`${event.kind}\n`);
  },
  ...{ lockMs: Number(lockMs), stalledMs: 1_000, snapshotEveryMs: 0 },
});
process.exit();
