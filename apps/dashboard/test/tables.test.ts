import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openTrackingServer, type TrackingServer } from "@vae-lab/tracking-server";
import { type MlflowClient, mlflowClient } from "mlflow-js-client";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { embeddedTables, NoTables } from "../src/sources/embedded-tables.ts";
import { mlflowTables } from "../src/sources/mlflow-tables.ts";
import type { RunRecord } from "../src/sources/run-source.ts";
import { withMetrics } from "../src/sources/table-of.ts";

const folder = mkdtempSync(join(tmpdir(), "vae-lab-tables-"));
let server: TrackingServer;
let client: MlflowClient;
let experimentId: string;
const asked: string[] = [];
let count = 0;

beforeAll(() => {
  server = openTrackingServer({ folder });
  client = mlflowClient({
    trackingUri: "http://127.0.0.1:5050",
    fetch: async (input, init) => {
      asked.push(`${new URL(String(input)).pathname} ${String(init?.body)}`);
      return server.fetch(input, init);
    },
  });
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = Date.UTC(2026, 0, 1);
const add = async (name: string, status?: "FINISHED"): Promise<string> => {
  count += 1;
  const { info } = await client.runs.create({
    experimentId,
    runName: name,
    startTime: start + count,
    tags: { owner: name },
  });
  await client.runs.logBatch({
    runId: info.runId,
    params: { seed: String(count), ...(count % 2 === 0 && { ["__proto__"]: "1" }) },
    metrics: [
      { key: "test/elbo", value: -100 / count, step: 3, timestamp: start + 9 },
      ...(count % 2 === 0
        ? [{ key: "odd", value: Number.NaN, step: count, timestamp: start + 9 }]
        : []),
    ],
  });
  if (status !== undefined)
    await client.runs.update({ runId: info.runId, status, endTime: start + count + 50 });
  return info.runId;
};

beforeEach(async () => {
  count = 0;
  experimentId = await client.experiments.create({ name: `tables ${Math.random()}` });
  for (const name of ["a", "b", "c"]) await add(name, "FINISHED");
  await add("live");
});

/** A run without the tags that tables omit, with maps as sorted lists. */
const comparable = (run: RunRecord) => ({
  ...{ id: run.id, name: run.name, status: run.status },
  ...{ startTime: run.startTime, endTime: run.endTime },
  params: [...run.params].sort(),
  tags: [...run.tags].filter(([key]) => !key.startsWith("mlflow.")).sort(),
  metrics: [...run.metrics].sort(([a], [b]) => a.localeCompare(b)),
});

test("tables by column contain the same data as MLflow's search", async () => {
  const columns = embeddedTables("http://127.0.0.1:5050", server.fetch);
  const table = await columns.table(experimentId, undefined, undefined);
  const metrics = await columns.metrics(table, { keys: table.metricKeys }, undefined);
  const rows = await mlflowTables(client).table(experimentId, undefined, undefined);
  expect(withMetrics(table.runs, metrics).map(comparable)).toEqual(rows.runs.map(comparable));
  expect([...table.metricKeys].sort()).toEqual([...rows.metricKeys].sort());
});

test("metrics can be loaded for some runs only", async () => {
  const columns = embeddedTables("http://127.0.0.1:5050", server.fetch);
  const table = await columns.table(experimentId, undefined, undefined);
  const ids = [table.runs[1]?.id ?? ""];
  const metrics = await columns.metrics(table, { keys: ["test/elbo"], ids }, undefined);
  expect([...metrics.keys()]).toEqual(ids);
});

test("loading an unchanged table returns the same object", async () => {
  const columns = embeddedTables("http://127.0.0.1:5050", server.fetch);
  const table = await columns.table(experimentId, undefined, undefined);
  expect(await columns.table(experimentId, table, undefined)).toBe(table);
  await add("new");
  expect((await columns.table(experimentId, table, undefined)).runs).toHaveLength(5);
});

test("a server without tables by column is distinguished from a missing experiment", async () => {
  const other = embeddedTables(
    "http://127.0.0.1:5050",
    async () => new Response("no", { status: 404 }),
  );
  await expect(other.table("1", undefined, undefined)).rejects.toThrow(NoTables);
  const ours = embeddedTables("http://127.0.0.1:5050", server.fetch);
  await expect(ours.table("999", undefined, undefined)).rejects.not.toThrow(NoTables);
});

test("with MLflow's API only runs that can have changed are loaded again", async () => {
  const tables = mlflowTables(client, () => 0);
  const first = await tables.table(experimentId, undefined, undefined);
  const live = first.runs.find(({ name }) => name === "live")?.id ?? "";
  asked.length = 0;
  await client.runs.logMetric({ runId: live, key: "test/elbo", value: -1, step: 4 });
  const second = await tables.table(experimentId, first, undefined);
  expect(second.runs.find(({ id }) => id === live)?.metrics.get("test/elbo")?.value).toBe(-1);
  await client.runs.update({ runId: live, status: "FINISHED", endTime: start + 99 });
  await add("later", "FINISHED");
  const third = await tables.table(experimentId, second, undefined);
  const whole = await tables.table(experimentId, undefined, undefined);
  expect(third.runs.map(comparable)).toEqual(whole.runs.map(comparable));
  expect(await tables.table(experimentId, third, undefined)).toBe(third);
  const searches = asked.filter((one) => one.includes("runs/search"));
  expect(searches.filter((one) => !one.includes("filter"))).toHaveLength(1);
});

test("with MLflow's API changes of ended runs are found after some time", async () => {
  let now = 0;
  const tables = mlflowTables(client, () => now);
  const first = await tables.table(experimentId, undefined, undefined);
  await client.runs.setTag({ runId: first.runs.at(-1)?.id ?? "", key: "late", value: "1" });
  const tags = async () =>
    (await tables.table(experimentId, first, undefined)).runs.at(-1)?.tags.get("late");
  expect(await tags()).toBeUndefined();
  now += 400_000;
  expect(await tags()).toBe("1");
});

test("with MLflow's API changes by the page itself are found at once", async () => {
  let now = 0;
  const tables = mlflowTables(client, () => now);
  const first = await tables.table(experimentId, undefined, undefined);
  const runId = first.runs.at(-1)?.id ?? "";
  await client.runs.delete(runId);
  tables.onChange();
  now += 1;
  const second = await tables.table(experimentId, first, undefined);
  expect(second.runs.map(({ id }) => id)).toEqual(first.runs.slice(0, -1).map(({ id }) => id));
  await client.runs.restore(runId);
  tables.onChange();
  now += 1;
  const third = await tables.table(experimentId, second, undefined);
  expect(third.runs.map(comparable)).toEqual(first.runs.map(comparable));
});
