import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { backUpStore, copyRuns, problemText, StoreError, writeMlruns } from "../src/index.ts";
import { collect, temporaryFolder } from "./contract/contract.ts";
import { contentsOf, fillWithRuns } from "./laboratory.ts";
import { store } from "./stores.ts";

const countRuns = async (client: ReturnType<typeof store>["client"]): Promise<number> => {
  const experiments = await collect(client.experiments.search());
  const experimentIds = experiments.map(({ experimentId }) => experimentId);
  return (await collect(client.runs.search({ experimentIds }))).length;
};

test("a copy contains every run, point, param, tag, input and file, and repeating it changes nothing", async () => {
  const [from, to] = [store().client, store().client];
  await fillWithRuns(from, "lab");
  const first = await copyRuns({ from, to });
  expect(first).toEqual({
    ...{ experiments: 2, runs: 3, there: 0, deleted: 0, leftOut: 0 },
    ...{ points: 3 * 1_207, files: 6, models: 0 },
    problems: [],
  });
  expect(await contentsOf(to, "lab")).toEqual(await contentsOf(from, "lab"));
  expect(await copyRuns({ from, to })).toMatchObject({ runs: 0, there: 3, points: 0, files: 0 });
  expect(await countRuns(to)).toBe(3);
});

test("deleted runs are deleted in the copy, and can be restored in both", async () => {
  const [from, to] = [store().client, store().client];
  await fillWithRuns(from, "lab");
  const [first, second] = await collect(from.runs.search({ experimentIds: ["1"] }));
  const stages = async (client: typeof from) => {
    const experimentIds = [(await client.experiments.getByName("lab"))?.experimentId ?? ""];
    const orderBy = ["attributes.start_time"];
    const runs = await collect(client.runs.search({ experimentIds, viewType: "ALL", orderBy }));
    return runs.map(({ info }) => info.lifecycleStage);
  };
  await from.runs.delete(second?.info.runId ?? "");
  expect(await copyRuns({ from, to })).toMatchObject({ runs: 3, deleted: 1 });
  expect(await stages(to)).toEqual(await stages(from));
  expect(await copyRuns({ from, to })).toMatchObject({ runs: 0, there: 3 });
  await from.runs.delete(first?.info.runId ?? "");
  await from.runs.restore(second?.info.runId ?? "");
  expect(await copyRuns({ from, to })).toMatchObject({ runs: 2, there: 1, deleted: 1 });
  expect(await stages(to)).toEqual(await stages(from));
  await from.runs.restore(first?.info.runId ?? "");
  await copyRuns({ from, to });
  expect(await contentsOf(to, "lab")).toEqual(await contentsOf(from, "lab"));
});

test("runs deleted at the target stay deleted there and are not copied again", async () => {
  const [from, to] = [store().client, store().client];
  await fillWithRuns(from, "lab");
  await copyRuns({ from, to });
  const experimentIds = [(await to.experiments.getByName("lab"))?.experimentId ?? ""];
  const [copy] = await collect(to.runs.search({ experimentIds }));
  await to.runs.delete(copy?.info.runId ?? "");
  expect(await copyRuns({ from, to })).toMatchObject({ runs: 0, there: 3 });
  expect(await countRuns(to)).toBe(2);
});

test("copying a store to itself changes nothing; deleted experiments are counted", async () => {
  const { client } = store();
  await fillWithRuns(client, "lab");
  await client.experiments.delete(await client.experiments.create({ name: "gone" }));
  const copied = await copyRuns({ from: client, to: client });
  expect(copied).toMatchObject({ runs: 0, there: 3, leftOut: 1 });
  expect(await countRuns(client)).toBe(3);
});

test("a copied run is not copied back", async () => {
  const [from, to] = [store().client, store().client];
  await fillWithRuns(from, "lab");
  await copyRuns({ from, to });
  expect(await copyRuns({ from: to, to: from })).toMatchObject({ runs: 0, there: 3 });
  expect(await countRuns(from)).toBe(3);
});

test("a run that was logged to since its copy is copied further", async () => {
  const [from, to] = [store().client, store().client];
  const { runId } = (await from.runs.create({ experimentId: "0", runName: "going on" })).info;
  const log = (step: number) =>
    from.runs.logBatch({ runId, metrics: [{ key: "m", value: step, step, timestamp: step }] });
  await log(1);
  await copyRuns({ from, to });
  await log(2);
  expect(await copyRuns({ from, to })).toMatchObject({ runs: 1, there: 0 });
  expect(await contentsOf(to, "Default")).toEqual(await contentsOf(from, "Default"));
});

test("an interrupted copy is completed by the next one, with nothing doubled", async () => {
  const from = store().client;
  await fillWithRuns(from, "lab");
  const whole = await contentsOf(from, "lab");
  const folder = temporaryFolder();
  let requests = 0;
  let limit = 0;
  // Each attempt completes a few requests more than the last before the network fails.
  const { client: to } = store(folder, (server) => async (...request) => {
    if (++requests > limit) throw new TypeError("the network is gone");
    return server.fetch(...request);
  });
  let cuts = 0;
  for (; cuts < 100; cuts++) {
    requests = 0;
    limit += 3;
    const done = await copyRuns({ from, to }).then(
      () => true,
      () => false,
    );
    if (done) break;
  }
  expect(cuts).toBeGreaterThan(3);
  limit = Infinity;
  expect(await contentsOf(to, "lab")).toEqual(whole);
  expect(await countRuns(to)).toBe(3);
});

test("an experiment that is deleted at the target is reported, and the others are copied", async () => {
  const [from, to] = [store().client, store().client];
  await fillWithRuns(from, "lab");
  await to.experiments.delete(await to.experiments.create({ name: "lab" }));
  const { runs, problems } = await copyRuns({ from, to });
  expect(runs).toBe(1);
  expect(problems.map(problemText)).toEqual([
    'experiment "lab": cannot copy the experiment: it is deleted at the target; restore or rename it there',
  ]);
});

test("an mlruns folder contains runs in MLflow's file format, each completely or not at all", async () => {
  const from = store().client;
  await fillWithRuns(from, "lab");
  const { runId } = (await from.runs.create({ experimentId: "0" })).info;
  const metrics = ["a", "a/b"].map((key) => ({ key, value: 1, step: 2, timestamp: 3 }));
  await from.runs.logBatch({ runId, metrics });
  await from.experiments.delete(await from.experiments.create({ name: "gone" }));
  const folder = join(temporaryFolder(), "mlruns");
  const first = await writeMlruns({ from, folder });
  expect(first).toMatchObject({ experiments: 3, runs: 4, there: 0, leftOut: 1 });
  expect(first.warnings).toEqual([
    `metrics "a" of run ${runId} is named "a_": a folder cannot contain it beside the keys below it`,
  ]);
  expect(readFileSync(join(folder, "0", runId, "metrics/a/b"), "utf8")).toBe("3 1 2\n");
  expect(readdirSync(folder).toSorted()).toEqual(["0", "1", "2"]);
  expect(readFileSync(join(folder, "1/meta.yaml"), "utf8")).toContain('experiment_id: "1"\n');
  // The running one is written again.
  expect(await writeMlruns({ from, folder })).toMatchObject({ runs: 1, there: 3 });
  await from.runs.delete(runId);
  await writeMlruns({ from, folder });
  const meta = readFileSync(join(folder, "0", runId, "meta.yaml"), "utf8");
  expect(meta).toContain('lifecycle_stage: "deleted"\n');
});

test("the largest double and the infinities stay what they are in a copy and in an mlruns folder", async () => {
  const [from, to] = [store().client, store().client];
  const { runId } = (await from.runs.create({ experimentId: "0" })).info;
  const values = [Number.MAX_VALUE, -Number.MAX_VALUE, Infinity, -Infinity];
  const metrics = values.map((value, step) => ({ key: "m", value, step, timestamp: 1 }));
  await from.runs.logBatch({ runId, metrics });
  await copyRuns({ from, to });
  const [copy] = await collect(to.runs.search({ experimentIds: ["0"] }));
  const history = await collect(to.metrics.history({ runId: copy?.info.runId ?? "", key: "m" }));
  expect(history.map(({ value }) => value)).toEqual(values);
  const folder = join(temporaryFolder(), "mlruns");
  await writeMlruns({ from, folder });
  const lines = readFileSync(join(folder, "0", runId, "metrics/m"), "utf8")
    .trim()
    .split("\n");
  expect(lines.map((line) => Number(line.split(" ")[1]))).toEqual(values);
});

test("a backup is a snapshot of a store that is being written to", async () => {
  const { client, folder } = store();
  await fillWithRuns(client, "lab");
  const before = await contentsOf(client, "lab");
  const copy = temporaryFolder();
  const file = join(copy, "tracking.sqlite");
  backUpStore({ folder, file });
  await client.experiments.create({ name: "lab later" });
  const withoutFiles = (contents: unknown[]) =>
    (contents as { runs: { files: object }[] }[]).map((experiment) => ({
      ...experiment,
      runs: experiment.runs.map((run) => ({ ...run, files: {} })),
    }));
  const restored = store(copy).client;
  expect(withoutFiles(await contentsOf(restored, "lab"))).toEqual(withoutFiles(before));
  expect(existsSync(file)).toBe(true);
});

test("a backup replaces no file and needs an existing store", () => {
  const { folder } = store();
  const file = join(temporaryFolder(), "backup.sqlite");
  writeFileSync(file, "mine");
  expect(() => backUpStore({ folder, file })).toThrow(StoreError);
  expect(readFileSync(file, "utf8")).toBe("mine");
  const empty = temporaryFolder();
  mkdirSync(join(empty, "x"));
  expect(() => backUpStore({ folder: empty, file: `${file}2` })).toThrow("there is no such store");
});
