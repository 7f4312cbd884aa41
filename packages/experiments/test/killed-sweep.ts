import { mlflowClient } from "mlflow-js-client";
import { runSweep } from "../src/sweep/run-sweep.ts";
import { inProcessWorker } from "./in-process-worker.ts";
import { durableJournalIn, tinyTrial } from "./laboratory.ts";

/** A sweep of two trials that tells what happens, a line each, until this process is killed. */
const [home = "", trackingUri = "", epochs = "1000"] = process.argv.slice(2);
await runSweep({
  study: "tiny",
  trials: [tinyTrial(1), tinyTrial(4, { epochs: Number(epochs) })],
  workspace: home,
  client: mlflowClient({ trackingUri, retry: { retries: 0 } }),
  journal: await durableJournalIn(home),
  workers: 1,
  signal: new AbortController().signal,
  openWorker: inProcessWorker,
  onEvent: (event) => {
    if (event.kind !== "progress") process.stdout.write(`${event.kind}\n`);
  },
});
