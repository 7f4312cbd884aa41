import { expect, test } from "vitest";
import { collect, contract, refusal, uniqueName } from "./contract.ts";

contract("runs", (current) => {
  test("a created run has its given fields and is RUNNING", async () => {
    const { client } = current();
    const experimentId = await current().newExperiment();
    const run = await client.runs.create({
      experimentId,
      runName: "reverse-kl · β 4",
      startTime: 1_700_000_000_000,
      tags: { "mlflow.user": "someone" },
    });
    expect(run.info).toMatchObject({
      experimentId,
      runName: "reverse-kl · β 4",
      status: "RUNNING",
      startTime: 1_700_000_000_000,
      lifecycleStage: "active",
    });
    expect(run.info.endTime).toBeUndefined();
    expect(run.info.artifactUri).toBe(
      `mlflow-artifacts:/${experimentId}/${run.info.runId}/artifacts`,
    );
    expect(run.data.tags).toMatchObject({
      "mlflow.user": "someone",
      "mlflow.runName": "reverse-kl · β 4",
    });
    expect(await client.runs.get(run.info.runId)).toEqual(run);
  });

  test("a run without a name gets one, and a tag may set its name", async () => {
    const { client } = current();
    const experimentId = await current().newExperiment();
    expect((await client.runs.create({ experimentId })).info.runName).not.toBe("");
    const tagged = await client.runs.create({ experimentId, tags: { "mlflow.runName": "tagged" } });
    expect(tagged.info.runName).toBe("tagged");
    const both = { experimentId, runName: "one", tags: { "mlflow.runName": "other" } };
    expect((await refusal(client.runs.create(both))).message).toContain(
      "Both 'run_name' argument and 'mlflow.runName' tag are specified",
    );
  });

  test("status, end and name are updated, and the name changes in tag and info", async () => {
    const { client } = current();
    const runId = await current().newRun();
    const info = await client.runs.update({
      runId,
      status: "FINISHED",
      endTime: 1_700_000_000_001,
      runName: "renamed",
    });
    expect(info).toMatchObject({
      status: "FINISHED",
      endTime: 1_700_000_000_001,
      runName: "renamed",
    });
    const run = await client.runs.get(runId);
    expect(run.info).toEqual(info);
    expect(run.data.tags["mlflow.runName"]).toBe("renamed");
    await client.runs.setTag({ runId, key: "mlflow.runName", value: "by tag" });
    expect((await client.runs.get(runId)).info.runName).toBe("by tag");
  });

  test("an unknown run is 404", async () => {
    const { client } = current();
    const expected = {
      status: 404,
      errorCode: "RESOURCE_DOES_NOT_EXIST",
      message: expect.stringContaining("Run with id=nobody not found"),
    };
    expect(await refusal(client.runs.get("nobody"))).toMatchObject(expected);
    expect(
      await refusal(client.runs.setTag({ runId: "nobody", key: "a", value: "b" })),
    ).toMatchObject(expected);
    expect(await refusal(client.runs.delete("nobody"))).toMatchObject(expected);
  });

  test("a deleted run can be read and restored, but not written", async () => {
    const { client } = current();
    const runId = await current().newRun();
    await client.runs.delete(runId);
    expect((await client.runs.get(runId)).info.lifecycleStage).toBe("deleted");
    for (const write of [
      () => client.runs.setTag({ runId, key: "a", value: "b" }),
      () => client.runs.update({ runId, status: "FAILED" }),
      () => client.runs.logBatch({ runId, params: { a: "b" } }),
    ])
      expect(await refusal(write())).toMatchObject({
        status: 400,
        errorCode: "INVALID_PARAMETER_VALUE",
        message: expect.stringContaining("must be in the 'active' state"),
      });
    await client.runs.restore(runId);
    await client.runs.setTag({ runId, key: "a", value: "b" });
    expect((await client.runs.get(runId)).data.tags.a).toBe("b");
  });

  test("a tag is deleted once", async () => {
    const { client } = current();
    const runId = await current().newRun();
    await client.runs.setTag({ runId, key: "a", value: "" });
    expect((await client.runs.get(runId)).data.tags.a).toBe("");
    await client.runs.deleteTag({ runId, key: "a" });
    expect((await client.runs.get(runId)).data.tags.a).toBeUndefined();
    expect((await refusal(client.runs.deleteTag({ runId, key: "a" }))).status).toBe(404);
  });

  test("pages that are exactly full, and more than full, give every run once", async () => {
    const { client } = current();
    const experimentId = await current().newExperiment();
    const made = new Set<string>();
    for (let n = 0; n < 6; n++)
      made.add((await client.runs.create({ experimentId, startTime: n })).info.runId);
    for (const maxResults of [1, 2, 3, 4, 6, 7]) {
      const found = await collect(
        client.runs.search({ experimentIds: [experimentId], maxResults }),
      );
      expect(found.map((run) => run.info.startTime)).toEqual([5, 4, 3, 2, 1, 0]);
      expect(new Set(found.map((run) => run.info.runId))).toEqual(made);
    }
  });

  test("the datasets of a run are stored and can be searched for", async () => {
    const { client } = current();
    const experimentId = await current().newExperiment();
    const { runId } = (await client.runs.create({ experimentId })).info;
    const dataset = { name: "mnist", digest: "abc", sourceType: "local", source: "{}" };
    const input = { dataset, tags: { "mlflow.data.context": "training" } };
    await client.runs.logInputs({ runId, datasets: [input] });
    const found = await collect(
      client.runs.search({
        experimentIds: [experimentId],
        filter: "datasets.name IN ('mnist') AND dataset.context = 'training'",
      }),
    );
    expect(found.map((run) => run.inputs.datasetInputs)).toEqual([[input]]);
  });

  test("a dataset logged again keeps its first tags, whatever its context", async () => {
    const { client } = current();
    const experimentId = await current().newExperiment();
    const { runId } = (await client.runs.create({ experimentId })).info;
    const dataset = { name: "mnist", digest: "abc", sourceType: "local", source: "{}" };
    const inContext = (context: string) => ({ dataset, tags: { "mlflow.data.context": context } });
    await client.runs.logInputs({ runId, datasets: [inContext("training")] });
    await client.runs.logInputs({ runId, datasets: [inContext("evaluation")] });
    const other = { ...dataset, digest: "def" };
    await client.runs.logInputs({ runId, datasets: [{ dataset: other }, inContext("testing")] });
    const { inputs } = await client.runs.get(runId);
    expect(
      inputs.datasetInputs.toSorted((a, b) => (a.dataset.digest < b.dataset.digest ? -1 : 1)),
    ).toEqual([inContext("training"), { dataset: other, tags: {} }]);
  });

  test("the calls work under /ajax-api/2.0, with run_uuid, and with JSON within JSON", async () => {
    const runId = await current().newRun();
    const read = await current().fetch(`/ajax-api/2.0/mlflow/runs/get?run_uuid=${runId}`);
    expect((await read.json()).run.info.run_id).toBe(runId);
    const twice = await current().post(
      "runs/set-tag",
      JSON.stringify({ run_id: runId, key: "a", value: "b", unknown_field: 1 }),
    );
    expect(twice.status).toBe(200);
    expect((await current().client.runs.get(runId)).data.tags.a).toBe("b");
  });

  test("a foreign page cannot write, and cannot read where the server checks reads", async () => {
    const { fetch, differs } = current();
    const headers = { origin: "http://evil.example", "content-type": "application/json" };
    const path = "/ajax-api/2.0/mlflow/experiments/search";
    const body = JSON.stringify({ max_results: 1 });
    const read = await fetch(`${path}?max_results=1`, { headers });
    expect(read.status).toBe(differs("status of a read from a foreign page"));
    expect((await fetch(path, { method: "POST", headers, body })).status).toBe(403);
  });

  test("a POST must declare JSON as its content type", async () => {
    const { fetch } = current();
    const path = "/api/2.0/mlflow/experiments/create";
    const body = JSON.stringify({ name: uniqueName() });
    const plain = await fetch(path, { method: "POST", body });
    expect(plain.status).toBe(400);
    expect((await plain.json()).message).toContain("Content-Type must be one of");
    const none = await fetch(path, { method: "POST", body: new TextEncoder().encode(body) });
    expect((await none.json()).message).toBe("Bad Request. Content-Type header is missing.");
  });

  test("a missing field, a wrong type and an unknown path are reported in MLflow's words", async () => {
    const { post, fetch, differs } = current();
    const missing = await (await post("runs/set-tag", { key: "a" })).json();
    expect("sqlstate" in missing && "error_class" in missing).toBe(
      differs("errors carry sqlstate and error_class"),
    );
    expect(missing).toMatchObject({
      error_code: "INVALID_PARAMETER_VALUE",
      message:
        "Missing value for required parameter 'run_id'. See the API docs for more information about request parameters.",
    });
    const wrong = await (await post("runs/create", { start_time: "soon" })).json();
    expect(wrong.message).toContain(`Invalid value "soon" for parameter 'start_time' supplied`);
    const nowhere = await fetch("/api/2.0/mlflow/nowhere");
    expect(nowhere.status).toBe(404);
    const told = await nowhere.text();
    if (differs("the answer for an unknown endpoint is JSON"))
      expect(JSON.parse(told).error_code).toBe("ENDPOINT_NOT_FOUND");
    else expect(told).toContain("<html");
  });
});
