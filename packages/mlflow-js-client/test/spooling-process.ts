import { mlflowClient, openSpool } from "../src/index.ts";
import { fileJournal } from "../src/node/index.ts";

/** A process that spools points without end and prints those in the journal. */
const [trackingUri = "", path = "", run = "", from = "0"] = process.argv.slice(2);
const say = (line: string | number) =>
  new Promise((resolve) => process.stdout.write(`${line}\n`, resolve));
const client = mlflowClient({ trackingUri, retry: { retries: 0 } });
const journal = await fileJournal({ path, isSynced: false });
const spool = await openSpool(client, journal, { resendAfterMs: 5 });
const runId = run || (await spool.create({ experimentName: "killed" }));
await say(runId);
for (let step = Number(from); ; step++) {
  await spool.logBatch({ runId, metrics: [{ key: "m", value: step, step, timestamp: step }] });
  await say(step);
}
