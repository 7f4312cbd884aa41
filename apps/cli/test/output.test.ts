import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openTrackingServer } from "@vae-lab/tracking-server";
import { mlflowClient } from "mlflow-js-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { vaeLab } from "./command.ts";

const runs = 100;
let home = "";
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), "vae-lab-output-"));
  const server = openTrackingServer({ folder: join(home, "tracking") });
  const client = mlflowClient({ trackingUri: "http://embedded", fetch: server.fetch });
  const experimentId = await client.experiments.create({ name: "long" });
  for (let run = 0; run < runs; run++) {
    const { info } = await client.runs.create({ experimentId, runName: `run ${run}` });
    await client.runs.logBatch({ runId: info.runId, params: { long: "x".repeat(5_000) } });
  }
  server.close();
});
afterAll(() => rm(home, { recursive: true }));

test("output of half a megabyte arrives whole through a pipe", async () => {
  const { stdout, code } = await vaeLab(["runs", "--json", "--home", home]);
  expect(code).toBe(0);
  expect(stdout.length).toBeGreaterThan(runs * 5_000);
  expect(JSON.parse(stdout)).toHaveLength(runs);
});
