import { join } from "node:path";
import { mlflowClient } from "mlflow-js-client";
import { runSweep } from "../src/sweep/run-sweep.ts";
import { chaosTrials } from "./chaos-trials.ts";
import { inProcessWorker } from "./in-process-worker.ts";
import { durableJournalIn } from "./laboratory.ts";

/** One of several sweeps of a workspace, which is killed at any moment. */
const [home = "", trackingUri = "", count = "1", index = "0"] = process.argv.slice(2);
const { failed } = await runSweep({
  ...{ study: "tiny", trials: chaosTrials(Number(count)), workspace: home, workers: 1 },
  client: mlflowClient({ trackingUri, retry: { retries: 3 } }),
  journal: await durableJournalIn(join(home, index)),
  signal: new AbortController().signal,
  openWorker: inProcessWorker,
  onEvent: (event) => {
    if (event.kind !== "progress") process.stdout.write(`${event.kind}\n`);
  },
});
process.exit(failed.length > 0 ? 1 : 0);
