import { mlflowClient } from "mlflow-js-client";
import { redisAddress, sweepThroughQueue } from "../src/queue/index.ts";
import { openWorkspace } from "../src/workspace/workspace.ts";
import { chaosTrials } from "./chaos-trials.ts";

/** A sweep through a queue, which is killed at any moment and prints the kind of each event. */
const [home = "", trackingUri = "", url = "", count = "1"] = process.argv.slice(2);
const { failed } = await sweepThroughQueue({
  ...{ study: "chaos", trials: chaosTrials(Number(count)), address: redisAddress(url) },
  workspace: await openWorkspace(home),
  client: mlflowClient({ trackingUri, retry: { retries: 3 } }),
  signal: new AbortController().signal,
  onEvent: (event) => {
    if (event.kind !== "progress") process.stdout.write(`${event.kind}\n`);
  },
});
for (const { trial, reason } of failed) process.stderr.write(`${trial.label}: ${reason}\n`);
process.exit(failed.length > 0 ? 1 : 0);
