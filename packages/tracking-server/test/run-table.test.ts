import { gunzipSync } from "node:zlib";
import { mlflowClient } from "mlflow-js-client";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTrackingServer, type TrackingServer } from "../src/index.ts";
import { collect, temporaryFolder } from "./contract/contract.ts";

interface Column {
  readonly key: string;
  readonly runs?: readonly number[];
  readonly values: readonly (string | number)[];
  readonly steps?: number | readonly number[];
}
interface Table {
  readonly revision: string;
  readonly unchanged?: boolean;
  readonly runs: readonly [string, string, string, number, number | null, number | null][];
  readonly params: readonly Column[];
  readonly tags: readonly Column[];
  readonly metrics: readonly string[];
}

let server: TrackingServer;
let experimentId: string;
const start = Date.UTC(2026, 0, 1);
const clientOf = () => mlflowClient({ trackingUri: "http://embedded", fetch: server.fetch });

beforeAll(async () => {
  server = openTrackingServer({ folder: temporaryFolder() });
  const client = clientOf();
  experimentId = await client.experiments.create({ name: "columns" });
  for (let index = 0; index < 12; index += 1) {
    const { info } = await client.runs.create({
      experimentId,
      runName: `run ${index}`,
      startTime: start + index,
      tags: index % 3 === 0 ? { owner: `"ann"\n${index}` } : {},
    });
    const { runId } = info;
    const values = [1 / 3, Number.NaN, Number.POSITIVE_INFINITY, -1e-300];
    await client.runs.logBatch({
      runId,
      params: {
        everywhere: `${index} `.repeat(100),
        ...(index % 2 === 0 && { __proto__x: "é\\" }),
      },
      metrics: [
        { key: "all/one step", value: index / 7, step: 4, timestamp: start },
        ...(index % 4 === 1
          ? [{ key: "some", value: values[index % 3] ?? 0, step: index, timestamp: start + index }]
          : []),
      ],
    });
    if (index !== 5) await client.runs.update({ runId, status: "FINISHED", endTime: start + 99 });
  }
});
afterAll(() => server.close());

const get = async (query: string, headers: Record<string, string> = {}) =>
  server.fetch(`http://embedded/ajax-api/2.0/vae-lab/run-table?${query}`, { headers });
const tableOf = async (query = `experiment_id=${experimentId}`): Promise<Table> =>
  (await get(query)).json() as Promise<Table>;
const metricsOf = async (
  keys: readonly string[],
  run_ids?: readonly string[],
): Promise<{ metrics: Column[] }> => {
  const answer = await server.fetch("http://embedded/ajax-api/2.0/vae-lab/run-metrics", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ experiment_id: experimentId, keys, run_ids }),
  });
  return answer.json() as Promise<{ metrics: Column[] }>;
};

/** A column as one value for each run; undefined where a run has none. */
const spread = ({ runs, values }: Column, count: number) => {
  const all = Array.from({ length: count }, (): string | number | undefined => undefined);
  for (const [index, value] of values.entries()) all[runs?.[index] ?? index] = value;
  return all;
};

test("the columns are what a search of the same runs answers", async () => {
  const runs = await collect(clientOf().runs.search({ experimentIds: [experimentId] }));
  const table = await tableOf();
  expect(table.runs.map(([id, name, status, from, to]) => [id, name, status, from, to])).toEqual(
    runs.map(({ info }) => [
      ...[info.runId, info.runName, info.status, info.startTime, info.endTime ?? null],
    ]),
  );
  for (const { key, ...column } of table.params)
    expect(spread({ key, ...column }, runs.length)).toEqual(
      runs.map(({ data }) => data.params[key]),
    );
  expect(table.params.map(({ key }) => key).sort()).toEqual(["__proto__x", "everywhere"]);
  expect(spread(table.tags.find(({ key }) => key === "owner") as Column, runs.length)).toEqual(
    runs.map(({ data }) => data.tags.owner),
  );
  expect(table.metrics).toEqual(["all/one step", "some"]);
  const { metrics } = await metricsOf(["all/one step", "some", "absent"]);
  expect(metrics.map(({ key }) => key)).toEqual(["all/one step", "some"]);
  for (const { key, ...column } of metrics) {
    const logged = runs.map(({ data }) => data.metrics.find((metric) => metric.key === key));
    expect(spread({ key, ...column }, runs.length).map((value) => value && Number(value))).toEqual(
      logged.map((metric) => metric?.value),
    );
    const { steps = 0 } = column;
    const each = typeof steps === "number" ? column.values.map(() => steps) : steps;
    expect(spread({ key, ...column, values: each }, runs.length)).toEqual(
      logged.map((metric) => metric?.step),
    );
  }
});

test("a metric of one step for all runs tells it once, and a key of all runs lists none", async () => {
  const { metrics } = await metricsOf(["all/one step"]);
  expect(metrics[0]?.steps).toBe(4);
  expect(metrics[0]).not.toHaveProperty("runs");
});

test("metrics of some runs keep the places of these runs in the table", async () => {
  const { runs } = await tableOf();
  const wanted = [runs[3]?.[0] ?? "", runs[7]?.[0] ?? ""];
  const { metrics } = await metricsOf(["all/one step"], wanted);
  expect(metrics[0]?.runs).toEqual([3, 7]);
});

test("a live run says when it was last heard of, others do not", async () => {
  const { runs } = await tableOf();
  expect(runs.filter(([, , , , , seen]) => seen !== null).map(([, name]) => name)).toEqual([
    "run 5",
  ]);
});

test("a revision stays while nothing changes, and moves with every change", async () => {
  const query = (since: string) => `experiment_id=${experimentId}&since=${since}`;
  const client = clientOf();
  let { revision } = await tableOf();
  expect(await tableOf(query(revision))).toEqual({ unchanged: true });
  const { info } = await client.runs.create({ experimentId, runName: "new", startTime: start });
  const { runId } = info;
  const changes = [
    () => client.runs.logParam({ runId, key: "p", value: "1" }),
    () => client.runs.logMetric({ runId, key: "m", value: 1, step: 1 }),
    () => client.runs.logMetric({ runId, key: "m", value: 2, step: 2 }),
    () => client.runs.setTag({ runId, key: "t", value: "1" }),
    () => client.runs.setTag({ runId, key: "t", value: "2" }),
    () => client.runs.update({ runId, status: "FINISHED" }),
    () => client.runs.delete(runId),
    () => client.runs.restore(runId),
    () => client.runs.delete(runId),
  ];
  const seen = new Set([revision]);
  for (const change of changes) {
    await change();
    const next = await tableOf(query(revision));
    expect(next.unchanged).toBeUndefined();
    ({ revision } = next);
    seen.add(revision);
    expect(await tableOf(query(revision))).toEqual({ unchanged: true });
  }
  expect((await tableOf()).runs.map(([, name]) => name)).not.toContain("new");
});

test("notes and long values stay on the page of their run", async () => {
  const client = clientOf();
  const [run] = await collect(client.runs.search({ experimentIds: [experimentId] }));
  const runId = run?.info.runId ?? "";
  await client.runs.setTag({ runId, key: "mlflow.note.content", value: "n".repeat(5_000) });
  await client.runs.setTag({ runId, key: "long", value: "x".repeat(4_000) });
  const { tags } = await tableOf();
  expect(tags.map(({ key }) => key)).not.toContain("mlflow.note.content");
  expect(String(tags.find(({ key }) => key === "long")?.values[0])).toHaveLength(500);
});

test("a reader that takes gzip gets it, and the same JSON in it", async () => {
  const query = `experiment_id=${experimentId}`;
  const [plain, packed] = [await get(query), await get(query, { "accept-encoding": "br, gzip" })];
  expect(plain.headers.get("content-encoding")).toBeNull();
  expect(packed.headers.get("content-encoding")).toBe("gzip");
  const bytes = new Uint8Array(await packed.arrayBuffer());
  expect(gunzipSync(bytes).toString()).toBe(await plain.text());
});

test("an experiment without runs has empty columns; one that is not there is an error", async () => {
  expect(await tableOf("experiment_id=0")).toMatchObject({ runs: [], params: [], metrics: [] });
  expect((await get("experiment_id=999")).status).toBe(404);
  expect((await get("experiment_id=x")).status).toBe(400);
  expect((await get("")).status).toBe(400);
});
