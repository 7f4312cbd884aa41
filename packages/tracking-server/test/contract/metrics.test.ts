import { expect, test } from "vitest";
import { collect, contract, refusal } from "./contract.ts";

contract("metric histories", (current) => {
  const wave = (count: number) =>
    Array.from({ length: count }, (_, step) => ({
      key: "m",
      value: Math.sin(step / 37) * (1 + (step % 101)),
      step,
      timestamp: 5_000 + step,
    }));

  test("a history is complete for every page size, also when a page is exactly full", async () => {
    const { client } = current();
    const runId = await current().newRun();
    const metrics = wave(60);
    await client.runs.logBatch({ runId, metrics: [...metrics].reverse() });
    for (const maxResults of [1, 7, 20, 59, 60, 61])
      expect(await collect(client.metrics.history({ runId, key: "m", maxResults }))).toEqual(
        metrics,
      );
    expect(await collect(client.metrics.history({ runId, key: "other" }))).toEqual([]);
    expect(await collect(client.metrics.history({ runId: "nobody", key: "m" }))).toEqual([]);
  });

  test("without max_results a history is complete; 0 and invalid tokens are refused", async () => {
    const { client, fetch } = current();
    const runId = await current().newRun();
    await client.runs.logBatch({ runId, metrics: wave(30) });
    const path = `/api/2.0/mlflow/metrics/get-history?run_id=${runId}&metric_key=m`;
    const whole = await (await fetch(path)).json();
    expect(whole.metrics).toHaveLength(30);
    expect(whole.next_page_token).toBeUndefined();
    expect((await fetch(`${path}&max_results=0`)).status).toBe(400);
    expect((await (await fetch(`${path}&page_token=%21`)).json()).message).toContain(
      "Invalid page token",
    );
  });

  test("a sample keeps the first and last point and the extremes, and no more than asked for", async () => {
    const { client } = current();
    const runId = await current().newRun();
    const metrics = wave(3_000);
    await client.runs.logBatch({ runId, metrics });
    const values = metrics.map((metric) => metric.value);
    for (const maxResults of [4, 5, 50, 999]) {
      const sample = await client.metrics.historyOfRuns({ runIds: [runId], key: "m", maxResults });
      expect(sample.length).toBeLessThanOrEqual(maxResults);
      expect(sample.length).toBeGreaterThanOrEqual(maxResults - 2);
      expect(sample[0]?.step).toBe(0);
      expect(sample.at(-1)?.step).toBe(2_999);
      if (current().differs("a sample contains the minimum and the maximum")) {
        const sampled = sample.map((metric) => metric.value);
        expect(Math.min(...sampled)).toBe(Math.min(...values));
        expect(Math.max(...sampled)).toBe(Math.max(...values));
      }
      expect(sample.map((metric) => metric.step)).toEqual(
        sample.map((metric) => metric.step).toSorted((a, b) => a - b),
      );
    }
    const few = (maxResults: number) =>
      client.metrics.historyOfRuns({ runIds: [runId], key: "m", maxResults });
    expect((await few(1)).map((metric) => metric.step)).toEqual([2_999]);
    expect((await few(2)).map((metric) => metric.step)).toEqual([0, 2_999]);
  });

  test("many values on one step are sampled like any others", async () => {
    const { client } = current();
    const runId = await current().newRun();
    await client.runs.logBatch({
      runId,
      metrics: wave(900).map((metric) => ({ ...metric, step: 0 })),
    });
    const sample = await client.metrics.historyOfRuns({
      runIds: [runId],
      key: "m",
      maxResults: 10,
    });
    expect(sample.length).toBeLessThanOrEqual(10);
    expect(sample[0]?.timestamp).toBe(5_000);
    expect(sample.at(-1)?.timestamp).toBe(5_899);
  });

  test("steps bound a sample on both sides, and must be given together", async () => {
    const { client } = current();
    const runId = await current().newRun();
    await client.runs.logBatch({ runId, metrics: wave(100) });
    const query = { runIds: [runId], key: "m" };
    const sample = await client.metrics.historyOfRuns({ ...query, startStep: 10, endStep: 19 });
    expect(sample.map((metric) => metric.step)).toEqual([10, 11, 12, 13, 14, 15, 16, 17, 18, 19]);
    expect(
      (await refusal(client.metrics.historyOfRuns({ ...query, startStep: 1 }))).message,
    ).toContain("both must be specified");
    const backwards = { ...query, startStep: 2, endStep: 1 };
    expect((await refusal(client.metrics.historyOfRuns(backwards))).message).toContain(
      "end_step must be greater than start_step",
    );
  });

  test("the client requests more than a hundred runs in several requests, as the server requires", async () => {
    const { client, fetch } = current();
    const experimentId = await current().newExperiment();
    const runIds: string[] = [];
    for (let n = 0; n < 101; n++) {
      const { runId } = (await client.runs.create({ experimentId })).info;
      await client.runs.logBatch({
        runId,
        metrics: [{ key: "m", value: n, step: 0, timestamp: 0 }],
      });
      runIds.push(runId);
    }
    const points = await client.metrics.historyOfRuns({ runIds, key: "m" });
    expect(points.map((point) => [point.runId, point.value])).toEqual(
      runIds.map((runId, n) => [runId, n]),
    );
    const query = new URLSearchParams(runIds.map((runId) => ["run_ids", runId]));
    const answer = await fetch(
      `/api/2.0/mlflow/metrics/get-history-bulk-interval?metric_key=m&${query}`,
    );
    expect((await answer.json()).message).toContain("at most 100 run_ids. Received 101");
  });
});

contract("bulk histories", (current) => {
  const bulk = (query: string) =>
    current().fetch(`/ajax-api/2.0/mlflow/metrics/get-history-bulk?${query}`);

  test("histories of many runs are returned together, each by time, at most max_results in total", async () => {
    const runIds = [await current().newRun(), await current().newRun()].toSorted();
    for (const runId of runIds)
      await current().client.runs.logBatch({
        runId,
        metrics: [3, 1, 2].map((step) => ({ key: "m", value: step / 2, step, timestamp: step })),
      });
    const runs = runIds.map((runId) => `run_id=${runId}`).join("&");
    const { metrics } = await (await bulk(`${runs}&metric_key=m`)).json();
    expect(metrics).toEqual(
      runIds.flatMap((run_id) =>
        [1, 2, 3].map((step) => ({ key: "m", value: step / 2, step, timestamp: step, run_id })),
      ),
    );
    const few = await (await bulk(`${runs}&metric_key=m&max_results=4`)).json();
    expect(few.metrics).toEqual(metrics.slice(0, 4));
  });

  test("NaN is a string where the server sends JSON, and bare where it does not", async () => {
    const runId = await current().newRun();
    const metrics = [{ key: "m", value: Number.NaN, step: 0, timestamp: 0 }];
    await current().client.runs.logBatch({ runId, metrics });
    const text = await (await bulk(`run_id=${runId}&metric_key=m`)).text();
    if (current().differs("a bulk history with NaN is valid JSON"))
      expect(JSON.parse(text).metrics[0].value).toBe("NaN");
    else expect(text).toMatch(/"value":\s*NaN/);
  });

  test("a bulk history needs at most a hundred runs and a metric", async () => {
    const message = async (query: string) => (await (await bulk(query)).json()).message;
    expect(await message("metric_key=m")).toContain("must specify at least one run_id");
    expect(await message("run_id=a")).toContain("must specify a metric_key");
    const many = Array.from({ length: 101 }, (_, n) => `run_id=r${n}`).join("&");
    expect(await message(`${many}&metric_key=m`)).toContain("Received 101 run_ids");
  });
});
