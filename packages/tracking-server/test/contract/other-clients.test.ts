import { expect, test } from "vitest";
import { collect, contract, uniqueName } from "./contract.ts";

/** Requests as other clients and people write them. */
contract("requests of other clients", (current) => {
  const send = (path: string, body: string) =>
    current().fetch(`/api/2.0/mlflow/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body,
    });
  const status = async (path: string, body: string) => (await send(path, body)).status;
  const message = async (path: string, body: string) =>
    (await (await send(path, body)).json()).message;
  const metric = (value: string, time = "1") =>
    `{"key": "m", "value": ${value}, "timestamp": ${time}, "step": 0}`;

  test("an enum is its name or its number", async () => {
    const runId = await current().newRun();
    const update = (value: string) =>
      status("runs/update", `{"run_id": "${runId}", "status": ${value}}`);
    for (const [value, expected] of [
      ["3", "FINISHED"],
      ['"4"', "FAILED"],
      ['"KILLED"', "KILLED"],
      ["1", "RUNNING"],
    ] as const) {
      expect(await update(value)).toBe(200);
      expect((await current().client.runs.get(runId)).info.status).toBe(expected);
    }
    expect(await update("9")).toBe(400);
    expect(await update('"DONE"')).toBe(current().differs("status of an unknown name of an enum"));
    const search = (view: string) =>
      status("experiments/search", `{"max_results": 1, "view_type": ${view}}`);
    for (const view of ["1", "2", "3", '"3"', '"ALL"']) expect(await search(view)).toBe(200);
  });

  test("a value of a metric is a number or a text that Python's float() reads", async () => {
    const runId = await current().newRun();
    const texts: Record<string, number> = {
      "1.5": 1.5,
      " 1e5 ": 100_000,
      NaN: Number.NaN,
      nan: Number.NaN,
      "-NAN": Number.NaN,
      Inf: Infinity,
      "+inf": Infinity,
      "-Infinity": -Infinity,
      INFINITY: Infinity,
      "1e400": Infinity,
    };
    for (const [at, text] of Object.keys(texts).entries()) {
      const point = `{"run_id": "${runId}", "key": "m${at}", "value": "${text}", "timestamp": 1}`;
      expect([text, await status("runs/log-metric", point)]).toEqual([text, 200]);
      const [read] = await collect(current().client.metrics.history({ runId, key: `m${at}` }));
      // MLflow drops the field for "nan" in lower case.
      if (text !== "nan") expect([text, read?.value]).toEqual([text, texts[text]]);
    }
    for (const text of ["abc", "0x10", "1,5", ""])
      expect([
        text,
        await status(
          "runs/log-metric",
          `{"run_id": "${runId}", "key": "m", "value": "${text}", "timestamp": 1}`,
        ),
      ]).toEqual([text, 400]);
  });

  test("a bare NaN is refused with a message about itself, where it is not stored as 0", async () => {
    const { differs } = current();
    const runId = await current().newRun();
    for (const value of ["NaN", "Infinity", "-Infinity"]) {
      const body = `{"run_id": "${runId}", "metrics": [${metric(value)}]}`;
      const expected = differs("status of a bare NaN or infinity in JSON");
      expect(await status("runs/log-batch", body)).toBe(expected);
      if (expected === 400)
        expect(await message("runs/log-batch", body)).toContain(
          `${value} is not a JSON number; send it as the string "${value}"`,
        );
    }
  });

  test("times may have fractions and exponents, and be texts; steps are whole", async () => {
    const { client, differs } = current();
    const runId = await current().newRun();
    const times = ["1.7e12", '"1700000000000"', "1700000000000.0"];
    for (const [at, time] of times.entries()) {
      const point = metric("1", time).replace('"m"', `"m${at}"`);
      expect(await status("runs/log-batch", `{"run_id": "${runId}", "metrics": [${point}]}`)).toBe(
        200,
      );
      const [read] = await collect(client.metrics.history({ runId, key: `m${at}` }));
      expect(read?.timestamp).toBe(1_700_000_000_000);
    }
    const fraction = metric("1", "1700000000000.7").replace('"m"', '"fraction"');
    await status("runs/log-batch", `{"run_id": "${runId}", "metrics": [${fraction}]}`);
    const [read] = await collect(client.metrics.history({ runId, key: "fraction" }));
    expect(read?.timestamp).toBe(differs("value of a fractional timestamp"));
    const step = metric("1").replace('"step": 0', '"step": 0.5');
    expect(await status("runs/log-batch", `{"run_id": "${runId}", "metrics": [${step}]}`)).toBe(
      differs("status of a fractional step"),
    );
    const fractionalText = `{"run_id": "${runId}", "key": "m", "value": 1, "timestamp": "1.5"}`;
    expect(await status("runs/log-metric", fractionalText)).toBe(400);
  });

  test("ids and values without quotes are taken as their decimal text", async () => {
    const { client, differs } = current();
    const experimentId = await current().newExperiment();
    const expected = differs("status of a number as an id or a text");
    const run = await send("runs/create", `{"experiment_id": ${experimentId}, "run_name": 5}`);
    expect(run.status).toBe(expected);
    const runId = await current().newRun();
    const batch = `{"run_id": "${runId}", "params": [{"key": "beta", "value": 4}]}`;
    expect(await status("runs/log-batch", batch)).toBe(200);
    expect((await client.runs.get(runId)).data.params.beta).toBe(
      differs("value of a param logged as the number 4 in a batch"),
    );
    const param = (value: string) =>
      status("runs/log-parameter", `{"run_id": "${runId}", "key": "p", "value": ${value}}`);
    for (const value of ["true", "{}", "[1]", "1e400", "12345678901234567890"])
      expect([value, await param(value)]).toEqual([value, 400]);
  });

  test("requests of the R client, in which every value is a text, are taken", async () => {
    const { client } = current();
    const experimentId = await current().newExperiment();
    const created = await send(
      "runs/create",
      `{"experiment_id":"${experimentId}","user_id":"ann","start_time":"1700000000123","tags":{}}`,
    );
    const { run_id: runId } = (await created.json()).run.info;
    const both = `"run_uuid":"${runId}","run_id":"${runId}"`;
    const metric = (key: string, value: string, step: string) =>
      send(
        "runs/log-metric",
        `{${both},"key":"${key}","value":"${value}","timestamp":"1.7e+12","step":"${step}"}`,
      );
    expect((await metric("loss", "1e+05", "1e+05")).status).toBe(200);
    expect((await metric("loss", "NaN", "2")).status).toBe(200);
    const rows = `[{"key":"m","value":"-Infinity","step":"1","timestamp":"5"}]`;
    expect(await status("runs/log-batch", `{"run_id":"${runId}","metrics":${rows}}`)).toBe(200);
    const end = `{${both},"status":"FINISHED","end_time":"1700000000456"}`;
    expect(await status("runs/update", end)).toBe(200);
    const search = `{"experiment_ids":["${experimentId}"],"run_view_type":"ALL","order_by":[]}`;
    expect(await status("runs/search", search)).toBe(200);
    const { info, data } = await client.runs.get(runId);
    expect(info).toMatchObject({ startTime: 1_700_000_000_123, endTime: 1_700_000_000_456 });
    expect(data.metrics.toSorted((a, b) => (a.key < b.key ? -1 : 1))).toEqual([
      { key: "loss", value: 100_000, step: 100_000, timestamp: 1_700_000_000_000 },
      { key: "m", value: Number.NEGATIVE_INFINITY, step: 1, timestamp: 5 },
    ]);
  });

  test("requests of the Java client, which are protobuf's own JSON, are taken", async () => {
    const { client } = current();
    const experimentId = await current().newExperiment();
    const created = await send(
      "runs/create",
      `{\n  "experiment_id": "${experimentId}",\n  "start_time": "1700000000123"\n}`,
    );
    const { run_id: runId } = (await created.json()).run.info;
    const both = `  "run_uuid": "${runId}",\n  "run_id": "${runId}"`;
    const point = `"key": "loss",\n  "value": "NaN",\n  "timestamp": "1700000000124",\n  "step": "7"`;
    expect(await status("runs/log-metric", `{\n${both},\n  ${point}\n}`)).toBe(200);
    const param = `{\n${both},\n  "key": "beta",\n  "value": "4"\n}`;
    expect(await status("runs/log-parameter", param)).toBe(200);
    const batch = `{"run_id": "${runId}", "metrics": [{"key": "m", "value": 0.5, "timestamp": "5", "step": "1"}]}`;
    expect(await status("runs/log-batch", batch)).toBe(200);
    const end = `{\n${both},\n  "status": "FINISHED",\n  "end_time": "1700000000456"\n}`;
    expect(await status("runs/update", end)).toBe(200);
    const { info, data } = await client.runs.get(runId);
    expect(info).toMatchObject({ status: "FINISHED", endTime: 1_700_000_000_456 });
    expect(data.params).toEqual({ beta: "4" });
    expect(data.metrics.find(({ key }) => key === "loss")).toEqual({
      ...{ key: "loss", value: Number.NaN, step: 7, timestamp: 1_700_000_000_124 },
    });
  });

  test("a text with NUL or half a surrogate pair is refused where it would not be kept", async () => {
    const { differs } = current();
    const name = uniqueName();
    const create = (text: string) => status("experiments/create", `{"name": "${text}"}`);
    const expected = differs("status of a text with NUL");
    expect(await create(`${name}\\u0000one`)).toBe(expected);
    expect(await create(`${name}\\u0000two`)).toBe(expected);
    const runId = await current().newRun();
    const tag = `{"run_id": "${runId}", "key": "t", "value": "a\\ud800b"}`;
    expect(await status("runs/set-tag", tag)).toBe(
      differs("status of a text with half a surrogate pair"),
    );
  });

  test("a body that is not JSON is refused, also one of brackets without end", async () => {
    const { differs } = current();
    const expected = differs("status of a body that is not JSON");
    for (const body of ["{", "nonsense", "[".repeat(200_000), "5"])
      expect([body.slice(0, 10), await status("runs/log-batch", body)]).toEqual([
        body.slice(0, 10),
        body === "5" && expected === 400 ? 400 : expected,
      ]);
    const nested = `{"filter": ${"[".repeat(200_000)}${"]".repeat(200_000)}}`;
    expect(await status("runs/search", nested)).toBe(expected);
  });

  test("a byte-order mark, a charset and JSON within JSON are taken", async () => {
    const runId = await current().newRun();
    const tag = (key: string) => JSON.stringify({ run_id: runId, key, value: "v" });
    expect(await status("runs/set-tag", `\ufeff${tag("a")}`)).toBe(200);
    expect(await status("runs/set-tag", JSON.stringify(tag("b")))).toBe(200);
    const charset = await current().fetch("/api/2.0/mlflow/runs/set-tag", {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body: tag("c"),
    });
    expect(charset.status).toBe(200);
    const { data } = await current().client.runs.get(runId);
    expect([data.tags.a, data.tags.b, data.tags.c]).toEqual(["v", "v", "v"]);
  });

  test("a location at which nothing can be stored is refused when the experiment is created", async () => {
    const { post, differs } = current();
    const create = async (artifact_location: string) =>
      (await post("experiments/create", { name: uniqueName(), artifact_location })).status;
    for (const location of [
      "http:///#/../../etc",
      "http://elsewhere/a",
      "ftp://elsewhere/a",
      "mlflow-artifacts://elsewhere/a",
      "mlflow-artifacts:/a#b",
      `/${"x".repeat(2_048)}`,
    ])
      expect([location.slice(0, 40), await create(location)]).toEqual([location.slice(0, 40), 400]);
    for (const location of ["../../../etc", "mlflow-artifacts:/../", "mlflow-artifacts:/%2e%2e/x"])
      expect([location, await create(location)]).toEqual([
        location,
        differs("status of a location that steps out of its folder"),
      ]);
    for (const location of ["mlflow-artifacts:/shared", "s3://bucket/runs", "/srv/runs"])
      expect([location, await create(location)]).toEqual([location, 200]);
  });

  test("the model registry, if the server lacks it, is refused with what still works", async () => {
    const { differs } = current();
    const answer = await send("registered-models/create", `{"name": "${uniqueName()}"}`);
    const expected = differs("status of a path of the model registry");
    expect(answer.status).toBe(expected);
    if (expected !== 501) return;
    expect(await answer.json()).toEqual({
      error_code: "NOT_IMPLEMENTED",
      message:
        "This server has no model registry. A logged model and its artifacts are stored; log it without registered_model_name.",
    });
  });
});
