import { expect, test } from "vitest";
import { collect, contract, refusal } from "./contract.ts";

const points = (key: string, count: number) =>
  Array.from({ length: count }, (_, step) => ({
    key,
    value: step / 7,
    step,
    timestamp: 1_000 + step,
  }));

contract("logging", (current) => {
  test("NaN and both infinities are returned unchanged in data, history and samples", async () => {
    const { client } = current();
    const runId = await current().newRun();
    const values = [Number.NaN, Infinity, -Infinity, 1e308, -1e308, 5e-324, 0.1];
    const metrics = values.map((value, step) => ({ key: "v", value, step, timestamp: step }));
    await client.runs.logBatch({
      runId,
      metrics: [...metrics, { key: "last", value: Number.NaN, step: 0, timestamp: 0 }],
    });
    const history = await collect(client.metrics.history({ runId, key: "v" }));
    expect(history).toEqual(metrics);
    expect(await client.metrics.historyOfRuns({ runIds: [runId], key: "v" })).toEqual(
      metrics.map((metric) => ({ ...metric, runId })),
    );
    const latest = (await client.runs.get(runId)).data.metrics;
    expect(latest.toSorted((a, b) => (a.key < b.key ? -1 : 1))).toEqual([
      { key: "last", value: Number.NaN, step: 0, timestamp: 0 },
      { key: "v", value: 0.1, step: 6, timestamp: 6 },
    ]);
  });

  test("steps and times of more than 32 bits, and negative steps, are kept", async () => {
    const { client } = current();
    const runId = await current().newRun();
    const metrics = [
      { key: "big", value: 1, step: -5, timestamp: 1_700_000_000_000 },
      { key: "big", value: 2, step: 2 ** 53 - 1, timestamp: 2 ** 53 - 1 },
    ];
    await client.runs.logBatch({ runId, metrics });
    expect(await collect(client.metrics.history({ runId, key: "big" }))).toEqual(metrics);
  });

  test("keys with slashes, spaces and letters of any script stay distinct", async () => {
    const { client } = current();
    const runId = await current().newRun();
    const keys = ["a", "a/b", "a/b c", "a.b-c:d_e", "損失/テスト", "потеря", "é"];
    await client.runs.logBatch({
      runId,
      metrics: keys.map((key, value) => ({ key, value, step: 0, timestamp: 0 })),
      params: Object.fromEntries(keys.map((key) => [key, `param ${key}`])),
      tags: Object.fromEntries(keys.map((key) => [key, `tag ${key} 🙂 '"\``])),
    });
    const { data } = await client.runs.get(runId);
    expect(Object.fromEntries(data.metrics.map(({ key, value }) => [key, value]))).toEqual(
      Object.fromEntries(keys.map((key, index) => [key, index])),
    );
    for (const key of keys) {
      expect(data.params[key]).toBe(`param ${key}`);
      expect(data.tags[key]).toBe(`tag ${key} 🙂 '"\``);
      expect(await collect(client.metrics.history({ runId, key }))).toHaveLength(1);
    }
  });

  test("the latest value has the greatest step, then time, then value, in any order of logging", async () => {
    const { client } = current();
    const runId = await current().newRun();
    const log = (value: number, step: number, timestamp: number) =>
      client.runs.logBatch({ runId, metrics: [{ key: "m", value, step, timestamp }] });
    const latest = async () => (await client.runs.get(runId)).data.metrics[0]?.value;
    await log(1, 10, 100);
    await log(2, 9, 999);
    expect(await latest()).toBe(1);
    await log(0.5, 10, 101);
    expect(await latest()).toBe(0.5);
    await log(0.25, 10, 101);
    expect(await latest()).toBe(0.5);
    await log(0.75, 10, 101);
    expect(await latest()).toBe(0.75);
  });

  test("a batch sent twice is stored once", async () => {
    const { client } = current();
    const runId = await current().newRun();
    const batch = { runId, metrics: points("m", 50), params: { a: "1" }, tags: { t: "1" } };
    await client.runs.logBatch(batch);
    await client.runs.logBatch(batch);
    expect(await collect(client.metrics.history({ runId, key: "m" }))).toHaveLength(50);
  });

  test("a param keeps its first value, and a batch that would change it changes nothing", async () => {
    const { client } = current();
    const runId = await current().newRun();
    await client.runs.logBatch({ runId, params: { beta: "4" } });
    const change = {
      runId,
      metrics: points("m", 1),
      params: { beta: "5", other: "1" },
      tags: { t: "1" },
    };
    expect(await refusal(client.runs.logBatch(change))).toMatchObject({
      status: 400,
      errorCode: "INVALID_PARAMETER_VALUE",
      message: expect.stringContaining("Changing param values is not allowed"),
    });
    const { data } = await client.runs.get(runId);
    expect(data.params).toEqual({ beta: "4" });
    expect(data.metrics).toEqual([]);
    expect(data.tags.t).toBeUndefined();
  });

  test("the client logs more than a request's limits in several requests", async () => {
    const { client } = current();
    const runId = await current().newRun();
    await client.runs.logBatch({
      runId,
      metrics: points("m", 2_500),
      params: Object.fromEntries(
        Array.from({ length: 205 }, (_, n) => [`p${n}`, "ü".repeat(6_000)]),
      ),
      tags: Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`t${n}`, "v"])),
    });
    const { data } = await client.runs.get(runId);
    expect(Object.keys(data.params)).toHaveLength(205);
    expect(Object.keys(data.tags).filter((key) => /^t\d/.test(key))).toHaveLength(101);
    expect(await collect(client.metrics.history({ runId, key: "m" }))).toHaveLength(2_500);
  });

  test("the server accepts a request at each limit and refuses one past it", async () => {
    const { post } = current();
    const pairs = (count: number, name: string) =>
      Array.from({ length: count }, (_, n) => ({ key: `${name}${n}`, value: "v" }));
    const send = async (batch: object) => {
      const run_id = await current().newRun();
      const answer = await post("runs/log-batch", { run_id, ...batch });
      return answer.ok ? "taken" : (await answer.json()).message;
    };
    const past = (what: string) => expect.stringMatching(`at most \\d+ ${what}\\. Got`);
    expect(await send({ metrics: points("m", 1_000) })).toBe("taken");
    expect(await send({ metrics: points("m", 1_001) })).toEqual(past("metrics"));
    expect(await send({ params: pairs(100, "p") })).toBe("taken");
    expect(await send({ params: pairs(101, "p") })).toEqual(past("params"));
    expect(await send({ tags: pairs(100, "t") })).toBe("taken");
    expect(await send({ tags: pairs(101, "t") })).toEqual(past("tags"));
    const full = { metrics: points("m", 900), tags: pairs(50, "t") };
    expect(await send({ ...full, params: pairs(50, "p") })).toBe("taken");
    expect(await send({ ...full, params: pairs(51, "p") })).toEqual(
      past("metrics, params, and tags"),
    );
    const large = {
      run_id: await current().newRun(),
      tags: [{ key: "t", value: "x".repeat(1e6) }],
    };
    expect((await post("runs/log-batch", large)).status).toBe(
      current().differs("status of a batch of more than 1,000,000 bytes"),
    );
    expect(await send({ params: [pairs(1, "p"), pairs(1, "p")].flat() })).toContain(
      "Duplicate parameter keys have been submitted: ['p0']",
    );
  });

  test("client and server refuse the same keys", async () => {
    const { client, post } = current();
    const run_id = await current().newRun();
    const bad = [
      "a&b",
      "50%",
      "",
      "/a",
      "a/",
      "a//b",
      "./a",
      "../a",
      "a/../b",
      ".",
      "a\nb",
      "k".repeat(251),
    ];
    for (const key of bad) {
      const metric = { key, value: 1, step: 0, timestamp: 0 };
      const answer = await post("runs/log-batch", { run_id, metrics: [metric] });
      expect([key, answer.status]).toEqual([key, 400]);
      expect((await answer.json()).error_code).toBe("INVALID_PARAMETER_VALUE");
      const refused = await refusal(client.runs.logBatch({ runId: run_id, metrics: [metric] }));
      expect([key, refused.status]).toEqual([key, undefined]);
      expect(refused.message).toContain(JSON.stringify(key.slice(0, 40)).slice(0, -1));
    }
    const good = "k".repeat(250);
    await client.runs.logBatch({ runId: run_id, params: { [good]: "1" } });
    expect((await client.runs.get(run_id)).data.params).toEqual({ [good]: "1" });
  });

  test("the client refuses values that MLflow would cut silently; the server cuts them", async () => {
    const { client, post } = current();
    const run_id = await current().newRun();
    const refused = await refusal(
      client.runs.logBatch({ runId: run_id, params: { p: "x".repeat(6_001) } }),
    );
    expect(refused.message).toContain("a param must have at most 6000 characters");
    await post("runs/log-parameter", { run_id, key: "p", value: "🙂".repeat(6_001) });
    await post("runs/set-tag", { run_id, key: "t", value: "x".repeat(8_001) });
    const { data } = await client.runs.get(run_id);
    expect([...(data.params.p ?? "")]).toHaveLength(6_000);
    expect(data.tags.t).toHaveLength(8_000);
  });

  test("a metric needs a value and a time", async () => {
    const run_id = await current().newRun();
    const message = async (metric: object) =>
      (await (await current().post("runs/log-batch", { run_id, metrics: [metric] })).json())
        .message;
    expect(await message({ key: "m", value: null, timestamp: 1 })).toContain(
      "Missing value for required parameter 'metrics[0].value'",
    );
    expect(await message({ key: "m", value: 1 })).toContain("'metrics[0].timestamp'");
    const truth = { run_id, metrics: [{ key: "m", value: true, timestamp: 1 }] };
    expect((await current().post("runs/log-batch", truth)).status).toBe(
      current().differs("status of `true` as a metric's value"),
    );
    expect(await message({ key: "m", value: 1, timestamp: -1 })).toContain("nonnegative");
  });

  test("extreme doubles are returned unchanged, and infinities as the store keeps them", async () => {
    const { fetch, post, differs } = current();
    const run_id = await current().newRun();
    const metric = (key: string, value: number | string) => ({ key, value, timestamp: 1, step: 1 });
    const values = { a: 1e308, b: -1e308, c: 5e-324, d: "Infinity", e: "-Infinity" };
    const metrics = Object.entries(values).map(([key, value]) => metric(key, value));
    await post("runs/log-batch", { run_id, metrics });
    const { run } = await (await fetch(`/api/2.0/mlflow/runs/get?run_id=${run_id}`)).json();
    const read = Object.fromEntries(
      run.data.metrics.map(({ key, value }: { key: string; value: number | string }) => [
        key,
        Number(value),
      ]),
    );
    const infinity = differs("value of a stored infinity");
    expect(read).toEqual({ a: 1e308, b: -1e308, c: 5e-324, d: infinity, e: -infinity });
  });

  test("negative zero is stored as zero, because SQLite keeps it as an integer", async () => {
    const runId = await current().newRun();
    const path = "/api/2.0/mlflow/runs/log-metric";
    const body = `{"run_id": "${runId}", "key": "m", "value": -0.0, "timestamp": 1}`;
    const headers = { "content-type": "application/json" };
    expect((await current().fetch(path, { method: "POST", headers, body })).ok).toBe(true);
    const run = await current().fetch(`/api/2.0/mlflow/runs/get?run_id=${runId}`);
    expect(/"value":\s*(-?0(\.0)?)/.exec(await run.text())?.[1]).toMatch(/^0/);
  });

  test("many writers at once lose nothing and double nothing", async () => {
    const { client, differs } = current();
    const runId = await current().newRun();
    const writers = differs("concurrent writers without errors");
    await Promise.all(
      Array.from({ length: writers }, (_, writer) =>
        client.runs.logBatch({
          runId,
          metrics: [0, 1, 2].map((n) => ({
            key: `writer/${writer % 5}`,
            value: writer,
            step: writer * 3 + n,
            timestamp: writer * 3 + n,
          })),
          tags: { [`writer ${writer}`]: "here" },
        }),
      ),
    );
    const { data } = await client.runs.get(runId);
    expect(Object.keys(data.tags).filter((key) => /^writer/.test(key))).toHaveLength(writers);
    const histories = [0, 1, 2, 3, 4].map((key) =>
      collect(client.metrics.history({ runId, key: `writer/${key}` })),
    );
    const steps = (await Promise.all(histories)).flat().map((metric) => metric.step);
    expect(steps.toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: writers * 3 }, (_, step) => step),
    );
  });
});
