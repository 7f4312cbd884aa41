import { expect, test } from "vitest";
import { copyRuns } from "../src/index.ts";
import { collect } from "./contract/contract.ts";
import { store } from "./stores.ts";

test("logged models are copied with their params, tags, metrics, files and runs, and once", async () => {
  const [from, to] = [store().client, store().client];
  const { runId } = (await from.runs.create({ experimentId: "0", runName: "fit" })).info;
  const { modelId } = await from.loggedModels.create({
    experimentId: "0",
    name: "vae",
    modelType: "decoder",
    sourceRunId: runId,
    params: { latent: "2" },
    tags: { team: "vision" },
  });
  await from.loggedModels.uploadArtifact({ modelId, path: "data/50%25 #1.bin", body: "weights" });
  const metric = { key: "accuracy", value: 0.5, step: 1, timestamp: 3 };
  const dataset = { datasetName: "iris", datasetDigest: "abc" };
  await from.runs.logBatch({ runId, metrics: [{ ...metric, ...dataset, modelId }] });
  await from.runs.logOutputs({ runId, models: [{ modelId, step: 4 }] });
  await from.runs.logInputs({ runId, models: [{ modelId }] });
  await from.loggedModels.finalize({ modelId, status: "READY" });
  expect(await copyRuns({ from, to })).toMatchObject({
    runs: 1,
    models: 1,
    files: 1,
    problems: [],
  });

  const [run] = await collect(to.runs.search({ experimentIds: ["0"] }));
  const [copy] = await collect(to.loggedModels.search({ experimentIds: ["0"] }));
  const id = copy?.modelId ?? "";
  expect(copy).toMatchObject({
    ...{ name: "vae", modelType: "decoder", status: "READY", sourceRunId: run?.info.runId },
    params: { latent: "2" },
    metrics: [{ ...metric, ...dataset, runId: run?.info.runId }],
  });
  expect(copy?.tags).toMatchObject({ team: "vision" });
  expect(run?.outputs.modelOutputs).toEqual([{ modelId: id, step: 4 }]);
  expect(run?.inputs.modelInputs).toEqual([{ modelId: id }]);
  const file = { modelId: id, path: "data/50%25 #1.bin" };
  expect(new TextDecoder().decode(await to.loggedModels.downloadArtifact(file))).toBe("weights");
  expect(await copyRuns({ from, to })).toMatchObject({ runs: 0, models: 0, files: 0 });
  expect(await copyRuns({ from: to, to: from })).toMatchObject({ runs: 0, models: 0 });
  expect(await collect(to.loggedModels.search({ experimentIds: ["0"] }))).toHaveLength(1);
});
