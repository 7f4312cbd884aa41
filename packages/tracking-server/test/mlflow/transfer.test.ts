import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { mlflowClient } from "mlflow-js-client";
import { expect, test } from "vitest";
import { copyRuns, openTrackingServer, writeMlruns } from "../../src/index.ts";
import { collect, temporaryFolder } from "../contract/contract.ts";
import { contentsOf, fillWithRuns } from "../laboratory.ts";
import { runPython } from "./python.ts";

const embedded = () => {
  const server = openTrackingServer({ folder: temporaryFolder() });
  return mlflowClient({ trackingUri: "http://embedded", fetch: server.fetch });
};

test("runs are copied to a real server and from there to an empty store, and repeating it changes nothing", async () => {
  const url = process.env.VAE_LAB_MLFLOW_URL ?? "";
  const real = mlflowClient({ trackingUri: url });
  const [from, back] = [embedded(), embedded()];
  const name = `lab ${Date.now()}`;
  await fillWithRuns(from, name);
  const whole = await contentsOf(from, name);
  expect(await copyRuns({ from, to: real })).toMatchObject({ runs: 3, there: 0 });
  expect(await contentsOf(real, name)).toEqual(whole);
  expect(await copyRuns({ from, to: real })).toMatchObject({ runs: 0, there: 3, files: 0 });
  // Other runs of this server belong to the contract suite.
  const only = {
    ...real,
    experiments: {
      ...real.experiments,
      search: () => real.experiments.search({ filter: `name LIKE '${name}%'` }),
    },
  };
  expect(await copyRuns({ from: only, to: back })).toMatchObject({ runs: 3, there: 0 });
  expect(await contentsOf(back, name)).toEqual(whole);
  expect(await copyRuns({ from: only, to: back })).toMatchObject({ runs: 0, there: 3 });

  const experimentIds = [(await real.experiments.getByName(name))?.experimentId ?? ""];
  const [run] = await collect(real.runs.search({ experimentIds }));
  await real.runs.delete(run?.info.runId ?? "");
  expect(await copyRuns({ from: only, to: back })).toMatchObject({ runs: 1, deleted: 1 });
  // The first store still has the run, because it was not deleted there.
  expect(await copyRuns({ from, to: real })).toMatchObject({ runs: 0, there: 3 });
  await real.runs.restore(run?.info.runId ?? "");
  expect(await copyRuns({ from: only, to: back })).toMatchObject({ runs: 1, deleted: 0 });
  expect(await contentsOf(back, name)).toEqual(whole);
});

test("the real package reads a folder of runs: every point, param, tag and file", async () => {
  const from = embedded();
  await fillWithRuns(from, "lab");
  const [first] = await collect(
    from.runs.search({ experimentIds: ["1"], orderBy: ["start_time"] }),
  );
  const runId = first?.info.runId ?? "";
  const model = { experimentId: "1", name: "vae", modelType: "decoder", sourceRunId: runId };
  const { modelId } = await from.loggedModels.create({
    ...model,
    params: { latent: "2" },
    tags: { team: "vision" },
  });
  await from.loggedModels.uploadArtifact({ modelId, path: "weights.txt", body: "weights" });
  const metric = { key: "accuracy", value: 0.5, step: 1, timestamp: 3, modelId };
  await from.runs.logBatch({
    runId,
    metrics: [{ ...metric, datasetName: "iris", datasetDigest: "abc" }],
  });
  await from.loggedModels.finalize({ modelId, status: "READY" });
  const folder = join(temporaryFolder(), "mlruns");
  await writeMlruns({ from, folder });
  const read = await runPython("mlruns.py", [pathToFileURL(folder).href], {
    MLFLOW_ALLOW_FILE_STORE: "true",
  });
  expect(read.rows).toBe(2);
  expect(read.models).toEqual([
    {
      ...{ name: "vae", status: "READY", type: "decoder", params: { latent: "2" }, team: "vision" },
      ...{ metrics: [["accuracy", 0.5, 1, "iris"]], run: "run 0 · β", text: "weights" },
    },
  ]);
  const run = (at: number, status: string) => ({
    name: `run ${at} · β`,
    status,
    start: 1_700_000_000_000 + at,
    end: 5 + at,
    params: { "objective.beta": "4", "model/kind": "vae", empty: "", text: 'a\n"b" ü' },
    note: "two\nlines: 'quoted' #",
    loss: ["1.5", "nan", "inf", "-inf", "1e+308", "5e-324", "-0.25"].map((value, step) => [
      value,
      step,
      10 + step,
    ]),
    long: 1_200,
    files: ["images/k+step+3+timestamp+1700000000000+abc.png"],
    text: `run ${at}`,
  });
  expect(read.experiments).toEqual([
    { name: "lab", tags: { team: "vision" }, runs: [run(0, "FINISHED"), run(1, "FAILED")] },
    { name: 'lab 2: "ünï" 試🙂', tags: {}, runs: [run(2, "FINISHED")] },
  ]);
});
