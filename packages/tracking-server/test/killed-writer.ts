import { writeSync } from "node:fs";
import { mlflowClient } from "mlflow-js-client";
import { openTrackingServer } from "../src/index.ts";

/**
 * Four clients that log batches with a param and a tag, and a file every fifth time, until this
 * process is killed. It prints a line for each acknowledged round: the run and the round's number.
 */
const server = openTrackingServer({ folder: process.argv[2] ?? "" });
const client = mlflowClient({ trackingUri: "http://embedded", fetch: server.fetch });

const write = async (): Promise<never> => {
  const { runId } = (await client.runs.create({ experimentId: "0" })).info;
  for (let round = 0; ; round++) {
    const metrics = Array.from({ length: 25 }, (_, n) => round * 25 + n).map((step) => ({
      key: "m",
      value: step,
      step,
      timestamp: step,
    }));
    const tags = { round: `${round}` };
    await client.runs.logBatch({ runId, metrics, params: { [`p${round}`]: "set" }, tags });
    if (round % 5 === 0) {
      const body = new Uint8Array(50_000).fill(round);
      await client.artifacts.upload({ runId, path: `files/${round}.bin`, body });
    }
    writeSync(1, `${runId} ${round}\n`);
  }
};
await Promise.all([write(), write(), write(), write()]);
