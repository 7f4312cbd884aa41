import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openTrackingServer } from "@vae-lab/tracking-server";
import { mlflowClient } from "mlflow-js-client";
import { afterAll, expect, test } from "vitest";
import { vaeLab, vaeLabHere } from "./command.ts";

const home = await mkdtemp(join(tmpdir(), "vae-lab-measure-"));
afterAll(() => rm(home, { recursive: true }));

test("measure adds to a finished run what it lacks, and the next sweep reads it", async () => {
  const path = join(home, "config.json");
  await writeFile(
    path,
    JSON.stringify({
      dataset: { name: "bars", trainSize: 200, testSize: 100 },
      model: { kind: "vae", latent: 2, hidden: [8] },
      objective: {},
      estimator: { kind: "pathwise" },
      epochs: 1,
    }),
  );
  const train = async () => {
    const { stdout } = await vaeLab(["train", path, "--home", home, "--json"]);
    return JSON.parse(stdout).rows[0].measures as Record<string, number>;
  };
  const before = await train();
  expect(before["test/recall"]).toBeUndefined();
  const { code, stdout } = await vaeLab(["measure", "--study", "single-trials", "--home", home]);
  expect(code).toBe(0);
  expect(stdout).toContain("1 run measured");
  expect(stdout).toMatch(/test\/recall +[\d.]+ ± [\d.]+ +recall/);
  const after = await train();
  expect(after).toMatchObject(before);
  expect(after["test/recall"]).toBeTypeOf("number");
});

test("measure --theory adds the predictions to a run of a version that made none", async () => {
  const server = openTrackingServer({ folder: join(home, "tracking") });
  const client = mlflowClient({ trackingUri: "http://localhost", fetch: server.fetch });
  const { experimentId = "" } = (await client.experiments.getByName("single-trials")) ?? {};
  const made: string[] = [];
  for await (const { info } of client.runs.search({ experimentIds: [experimentId] }))
    made.push(info.runId);
  const [source = ""] = made;
  // The run of an earlier version: the same trial and files, without predictions
  const { info } = await client.runs.create({ experimentId, runName: "earlier" });
  const runId = info.runId;
  const { data } = await client.runs.get(source);
  const metrics = data.metrics.filter(({ key }) => !key.startsWith("theory/"));
  await client.runs.logBatch({ runId, params: data.params, metrics });
  for (const path of ["checkpoint.safetensors", "config.json"]) {
    const body = await client.artifacts.download({ runId: source, path });
    await client.artifacts.upload({ runId, path, body, contentType: "application/octet-stream" });
  }
  await client.runs.update({ runId, status: "FINISHED", endTime: Date.now() });
  server.close();

  const { code, stdout, stderr } = await vaeLab([
    ...["measure", "--theory", "--study", "single-trials", "--home", home],
  ]);
  expect([code, stderr]).toEqual([0, expect.any(String)]);
  expect(stdout).toContain("1 run predicted");
  const again = openTrackingServer({ folder: join(home, "tracking") });
  const reader = mlflowClient({ trackingUri: "http://localhost", fetch: again.fetch });
  const [of, own] = [await reader.runs.get(source), await reader.runs.get(runId)].map(({ data }) =>
    Object.fromEntries(data.metrics.map(({ key, value }) => [key, value])),
  );
  again.close();
  expect(Object.keys(own ?? {}).filter((key) => key.startsWith("theory/"))).toContain("theory/tau");
  expect(own).toEqual(of);
});

test("measure without a run, and of a study that is not there, is refused with what to do", async () => {
  const nothing = await vaeLabHere(["measure", "--home", home]);
  expect([nothing.code, nothing.stderr]).toEqual([2, expect.stringContaining("no run is named")]);
  const unknown = await vaeLabHere(["measure", "--study", "nothing", "--home", home]);
  expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining("no such study")]);
});
