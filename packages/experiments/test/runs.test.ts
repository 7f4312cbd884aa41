import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { decodeSafetensors, encodeSafetensors, rng } from "@vae-lab/core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { labelOf } from "../src/config/label.ts";
import { loadRun } from "../src/runs/load-run.ts";
import type { TrialRow } from "../src/sweep/sweep-events.ts";
import { inProcessWorker } from "./in-process-worker.ts";
import { type Laboratory, openLaboratory, tinyTrial } from "./laboratory.ts";

let laboratory: Laboratory;
let rows: readonly TrialRow[] = [];
beforeAll(async () => {
  laboratory = await openLaboratory();
  const trials = [tinyTrial(1), tinyTrial(4)];
  const swept = await laboratory.sweep({ trials, openWorker: inProcessWorker });
  rows = swept.result.rows;
});
afterAll(() => laboratory.close());

const row = (): TrialRow => rows[0] as TrialRow;
const load = (source: string) =>
  loadRun(source, { client: laboratory.client, workspace: laboratory.workspace });

test("a run is loaded by its id, a beginning of it, its trial's id, its label, its folder and its file", async () => {
  const { id, runId = "", label } = row();
  const folder = join(laboratory.workspace, "trials", id);
  const { tensors } = decodeSafetensors(await readFile(join(folder, "checkpoint.safetensors")));
  for (const source of [
    runId,
    runId.slice(0, 12),
    id,
    id.slice(0, 6),
    label,
    folder,
    join(folder, "checkpoint.safetensors"),
  ]) {
    const { model, config, name, trialId, dataHash } = await load(source);
    expect({ config, name, trialId, dataHash }).toEqual({
      ...{ config: tinyTrial(1), name: labelOf(tinyTrial(1)), trialId: id },
      dataHash: row().dataHash,
    });
    expect(model.sampleShape).toEqual([8, 8, 1]);
    const bias = model.trained.parameters["decoder.output.bias"]?.dataSync();
    expect(bias).toEqual(tensors["decoder.output.bias"]?.values);
    model.dispose();
  }
});

test("a run whose checkpoint was not sent is loaded from the workspace; one without any says what is missing", async () => {
  const { id, runId = "" } = row();
  const { client } = laboratory;
  await client.artifacts.delete({ runId, path: "checkpoint.safetensors" });
  const { model, run } = await load(runId);
  expect(model.decode(rng(1).normals(2)).shape).toEqual([1, 8, 8, 1]);
  expect(run?.info.runId).toBe(runId);
  model.dispose();
  const file = join(laboratory.workspace, "trials", id, "checkpoint.safetensors");
  const kept = await readFile(file);
  await rm(file);
  await expect(load(runId)).rejects.toThrow(
    `its checkpoint is missing, there is neither the file checkpoint.safetensors of the run in tracking nor ${file}; its status is FINISHED, so train it again`,
  );
  await expect(loadRun(runId, { client })).rejects.toMatchObject({ name: "InputError" });
  await writeFile(file, kept);
  await client.artifacts.upload({ runId, path: "checkpoint.safetensors", body: kept });
});

test("a source that names several runs lists them, one that names none says what names a run", async () => {
  const { client } = laboratory;
  const experimentId = await client.experiments.create({ name: "others" });
  const ids: string[] = [];
  for (const _ of [1, 2])
    ids.push((await client.runs.create({ experimentId, runName: "twice" })).info.runId);
  const error = await load("twice").catch(({ message }) => message);
  expect(error).toContain('"twice" names 2 of them; pass the id of one:');
  for (const id of ids) expect(error).toContain(`  ${id}  twice (RUNNING, 20`);
  await expect(load(ids[0] ?? "")).rejects.toThrow("its status is RUNNING: finish it first");
  await expect(load("no such run")).rejects.toThrow(
    'cannot find the run "no such run": it must be a run\'s id, 4 or more of its first characters',
  );
  await expect(loadRun("nothing")).rejects.toThrow("there is no such file, and no store of runs");
});

test("a damaged checkpoint, a snapshot, a file of another program and an empty folder are refused by name", async () => {
  const { id } = row();
  const folder = join(laboratory.workspace, "trials", id);
  const whole = await readFile(join(folder, "checkpoint.safetensors"));
  const at = join(laboratory.workspace, "given.safetensors");
  const flipped = Buffer.from(whole);
  flipped.writeUInt8((flipped.at(-1) ?? 0) ^ 1, flipped.length - 1);
  const { tensors, metadata } = decodeSafetensors(whole);
  const { model: _, sha256: __, ...config } = metadata;
  for (const [bytes, why] of [
    [flipped, "the file is damaged, its SHA-256"],
    [whole.subarray(0, 300), "a safetensors header must fit"],
    [Buffer.from("PNG"), "a safetensors file must have ≥ 8 bytes"],
    [encodeSafetensors(tensors, { format: "pt" }), "the file does not describe one"],
    [
      encodeSafetensors(tensors, { ...config, epoch: "1", step: "3" }),
      "the snapshot of a training",
    ],
  ] as const) {
    await writeFile(at, bytes);
    await expect(load(at)).rejects.toMatchObject({
      name: "InputError",
      message: expect.stringContaining(`${at}: cannot load the model: `),
    });
    await expect(load(at)).rejects.toThrow(why);
  }
  await expect(load(laboratory.workspace)).rejects.toThrow(
    "the folder has no checkpoint.safetensors",
  );
});

test("a checkpoint of an earlier version, which has its config only, gives the same model", async () => {
  const fixture = join(import.meta.dirname, "fixtures/9a9a90b/finished/trials/1f5f1ff8f2579720");
  const { model, config } = await load(fixture);
  expect(config?.dataset.name).toBe("bars");
  expect(model.sampleShape).toEqual([8, 8, 1]);
  const { tensors } = decodeSafetensors(await readFile(join(fixture, "checkpoint.safetensors")));
  expect(model.trained.parameters["encoder.mean.bias"]?.dataSync()).toEqual(
    tensors["encoder.mean.bias"]?.values,
  );
  model.dispose();
});
