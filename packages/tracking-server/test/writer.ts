import { mlflowClient } from "mlflow-js-client";
import { openTrackingServer } from "../src/index.ts";

/** A process that logs batches of 25 points and prints the id of its run. */
const [folder = "", name = "", batches = "0"] = process.argv.slice(2);
const server = openTrackingServer({ folder });
const client = mlflowClient({ trackingUri: "http://embedded", fetch: server.fetch });
const { info } = await client.runs.create({ experimentId: "0", runName: name });
for (let batch = 0; batch < Number(batches); batch++) {
  const metrics = Array.from({ length: 25 }, (_, n) => batch * 25 + n).map((step) => ({
    key: "m",
    value: step,
    step,
    timestamp: step,
  }));
  await client.runs.logBatch({ runId: info.runId, metrics });
}
process.stdout.write(info.runId);
server.close();
