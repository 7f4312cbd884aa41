import type { LoggedModelSearch } from "mlflow-js-client";
import { expect, test } from "vitest";
import { collect, contract, refusal } from "./contract.ts";

contract("logged models", (current) => {
  const send = async (method: string, path: string, body?: object) => {
    const answer = await current().fetch(`/api/2.0/mlflow/logged-models${path}`, {
      method,
      ...(body && {
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
    });
    return { status: answer.status, body: await answer.json() };
  };
  const create = async () => {
    const experiment_id = await current().newExperiment();
    const { client } = current();
    const { runId } = (await client.runs.create({ experimentId: experiment_id })).info;
    const { body } = await send("POST", "", {
      experiment_id,
      name: "forest",
      model_type: "classifier",
      source_run_id: runId,
      params: [{ key: "depth", value: "3" }],
      tags: [{ key: "team", value: "vision" }],
    });
    return { experiment_id, runId, model: body.model, id: body.model.info.model_id as string };
  };

  test("a model is pending until it is finalised, and keeps its given fields", async () => {
    const { experiment_id, runId, model, id } = await create();
    expect(id).toMatch(/^m-[0-9a-f]{32}$/);
    expect(model).toMatchObject({
      info: {
        experiment_id,
        name: "forest",
        model_type: "classifier",
        source_run_id: runId,
        status: "LOGGED_MODEL_PENDING",
        artifact_uri: `mlflow-artifacts:/${experiment_id}/models/${id}/artifacts`,
        tags: [{ key: "team", value: "vision" }],
      },
      data: { params: [{ key: "depth", value: "3" }] },
    });
    const finalised = await send("PATCH", `/${id}`, { model_id: id, status: "LOGGED_MODEL_READY" });
    expect(finalised.body.model.info.status).toBe("LOGGED_MODEL_READY");
    expect((await send("GET", `/${id}`)).body).toEqual(finalised.body);
  });

  test("params are added, tags set and deleted", async () => {
    const { id } = await create();
    await send("POST", `/${id}/params`, { model_id: id, params: [{ key: "trees", value: "9" }] });
    const changed = { model_id: id, params: [{ key: "trees", value: "10" }] };
    expect((await send("POST", `/${id}/params`, changed)).status).toBe(400);
    await send("PATCH", `/${id}/tags`, { model_id: id, tags: [{ key: "team", value: "sound" }] });
    const { model } = (await send("GET", `/${id}`)).body;
    expect(model.data.params).toEqual([
      { key: "depth", value: "3" },
      { key: "trees", value: "9" },
    ]);
    expect(model.info.tags).toEqual([{ key: "team", value: "sound" }]);
    expect((await send("DELETE", `/${id}/tags/team`)).status).toBe(200);
    expect((await send("DELETE", `/${id}/tags/team`)).status).toBe(404);
  });

  test("a metric of a model belongs to run and model, and the run lists its output models", async () => {
    const { runId, id } = await create();
    const metric = { key: "accuracy", value: 0.5, timestamp: 3, step: 1 };
    const data = { dataset_name: "iris", dataset_digest: "abc" };
    await current().post("runs/log-metric", { run_id: runId, ...metric, ...data, model_id: id });
    await current().post("runs/outputs", { run_id: runId, models: [{ model_id: id, step: 4 }] });
    const { model } = (await send("GET", `/${id}`)).body;
    expect(model.data.metrics).toEqual([{ ...metric, ...data, model_id: id, run_id: runId }]);
    const read = await current().fetch(`/api/2.0/mlflow/runs/get?run_id=${runId}`);
    const { run } = await read.json();
    expect(run.data.metrics).toEqual([metric]);
    expect(run.outputs.model_outputs).toEqual([{ model_id: id, step: 4 }]);
  });

  test("models are searched by name, params, tags and metrics, in pages", async () => {
    const { experiment_id, id } = await create();
    const second = await send("POST", "", { experiment_id, name: "tree" });
    const found = async (query: object): Promise<string[]> => {
      const { body } = await send("POST", "/search", { experiment_ids: [experiment_id], ...query });
      return (body.models ?? []).map((model: { info: { name: string } }) => model.info.name);
    };
    expect(second.status).toBe(200);
    expect((await found({})).toSorted()).toEqual(["forest", "tree"]);
    expect(await found({ filter: "name = 'tree'" })).toEqual(["tree"]);
    expect(await found({ filter: "params.depth = '3' AND tags.team != 'sound'" })).toEqual([
      "forest",
    ]);
    expect(await found({ filter: "metrics.accuracy > 0" })).toEqual([]);
    const order_by = [{ field_name: "name", ascending: false }];
    expect(await found({ order_by, max_results: 1 })).toEqual(["tree"]);
    await send("DELETE", `/${id}`);
    expect(await found({})).toEqual(["tree"]);
    expect(await send("GET", `/${id}`)).toMatchObject({
      status: 404,
      body: { error_code: "RESOURCE_DOES_NOT_EXIST" },
    });
  });

  test("models are searched and ordered by metrics on datasets, and by lists", async () => {
    const { client, newExperiment } = current();
    const experimentId = await newExperiment();
    const { runId } = (await client.runs.create({ experimentId })).info;
    const names = ["a", "b", "c"];
    const ids: Record<string, string> = {};
    for (const [at, name] of names.entries()) {
      const params = { depth: `${at}` };
      const model = await client.loggedModels.create({
        experimentId,
        name,
        sourceRunId: runId,
        params,
      });
      ids[name] = model.modelId;
    }
    let step = 0;
    const log = (name: string, value: number, datasetName: string, datasetDigest: string) => ({
      ...{ key: "accuracy", value, step: ++step, timestamp: step },
      ...{ modelId: ids[name] ?? "", datasetName, datasetDigest },
    });
    await client.runs.logBatch({
      runId,
      metrics: [
        log("a", 0.1, "iris", "1"),
        log("a", 0.9, "wine", "1"),
        log("b", 0.5, "iris", "2"),
        log("b", 0.3, "wine", "1"),
      ],
    });
    const found = async (query: Omit<LoggedModelSearch, "experimentIds">) =>
      (await collect(client.loggedModels.search({ experimentIds: [experimentId], ...query })))
        .map(({ name }) => name)
        .join("");
    const iris = { datasetName: "iris" };
    const wine = { datasetName: "wine" };
    const above = "metrics.accuracy > 0.4";
    expect((await found({ filter: above })).split("").toSorted()).toEqual(["a", "b"]);
    const version = (dataset: object, datasetDigest: string) => ({
      datasetName: "",
      ...dataset,
      datasetDigest,
    });
    expect(await found({ filter: above, datasets: [version(iris, "2")] })).toBe("b");
    expect(await found({ filter: above, datasets: [version(wine, "1")] })).toBe("a");
    expect(await found({ filter: above, datasets: [version(iris, "1")] })).toBe("");
    expect(await found({ filter: above, datasets: [iris] })).toBe(
      current().differs("a dataset filter without a digest matches every version") ? "b" : "",
    );
    expect(await found({ datasets: [version(iris, "2")] })).toBe("b");
    const byMetric = (rest: object) =>
      found({ orderBy: [{ fieldName: "metrics.accuracy", ...rest }] });
    expect(await byMetric({ ascending: true, ...iris })).toBe("abc");
    expect(await byMetric({ ascending: false, ...iris })).toBe("bac");
    expect(await byMetric({ ascending: false, ...wine })).toBe("abc");
    expect(await found({ filter: "name IN ('a', 'c')", orderBy: [{ fieldName: "name" }] })).toBe(
      "ac",
    );
    expect(await found({ filter: "name NOT IN ('a', 'c')" })).toBe("b");
    expect(
      await found({ filter: "params.depth IN ('1', '2')", orderBy: [{ fieldName: "name" }] }),
    ).toBe("bc");
    const search = { experimentIds: [experimentId], orderBy: [{ fieldName: "params.depth" }] };
    expect((await refusal(collect(client.loggedModels.search(search)))).status).toBe(400);
  });

  test("the client creates, finalises, changes, fills and deletes a model", async () => {
    const { client, newExperiment } = current();
    const experimentId = await newExperiment();
    const { runId } = (await client.runs.create({ experimentId })).info;
    const made = await client.loggedModels.create({
      experimentId,
      name: "vae",
      modelType: "decoder",
      sourceRunId: runId,
      params: { latent: "2" },
      tags: { team: "vision", old: "x" },
    });
    const { modelId } = made;
    expect(made).toMatchObject({ name: "vae", status: "PENDING", modelType: "decoder" });
    await client.loggedModels.logParams({ modelId, params: { width: "400" } });
    await client.loggedModels.setTags({ modelId, tags: { team: "sound" } });
    await client.loggedModels.deleteTag({ modelId, key: "old" });
    await client.loggedModels.uploadArtifact({ modelId, path: "data/a b.txt", body: "weights" });
    await client.runs.logOutputs({ runId, models: [{ modelId, step: 3 }] });
    await client.runs.logInputs({ runId, models: [{ modelId }] });
    const ready = await client.loggedModels.finalize({ modelId, status: "READY" });
    expect(await client.loggedModels.get(modelId)).toEqual(ready);
    expect(ready).toMatchObject({
      status: "READY",
      sourceRunId: runId,
      params: { latent: "2", width: "400" },
    });
    expect(ready.tags.team).toBe("sound");
    expect(ready.tags.old).toBeUndefined();
    expect(await client.loggedModels.listArtifacts({ modelId })).toEqual([
      { path: "data", isDir: true },
    ]);
    expect(await client.loggedModels.listArtifacts({ modelId, path: "data" })).toEqual([
      { path: "data/a b.txt", isDir: false, fileSize: 7 },
    ]);
    const bytes = await client.loggedModels.downloadArtifact({ modelId, path: "data/a b.txt" });
    expect(new TextDecoder().decode(bytes)).toBe("weights");
    const run = await client.runs.get(runId);
    expect(run.outputs.modelOutputs).toEqual([{ modelId, step: 3 }]);
    expect(run.inputs.modelInputs).toEqual([{ modelId }]);
    await client.loggedModels.delete(modelId);
    expect((await refusal(client.loggedModels.get(modelId))).status).toBe(404);
  });

  test("a model has its own files", async () => {
    const { id, experiment_id } = await create();
    const folder = `/api/2.0/mlflow-artifacts/artifacts/${experiment_id}/models/${id}/artifacts`;
    await current().fetch(`${folder}/data/MLmodel`, { method: "PUT", body: "flavors: {}" });
    const list = async (query: string) =>
      (await send("GET", `/${id}/artifacts/directories${query}`)).body.files;
    expect(await list("")).toEqual([{ path: "data", is_dir: true }]);
    expect(await list("?artifact_directory_path=data")).toMatchObject([
      { path: "data/MLmodel", is_dir: false },
    ]);
  });
});
