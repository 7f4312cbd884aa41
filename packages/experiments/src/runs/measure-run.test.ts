import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { loadBackend } from "../backend/native.ts";
import { TrialConfig } from "../config/trial-config.ts";
import { loadDataset } from "../datasets/load-dataset.ts";
import { runTrial } from "../trial/run-trial.ts";
import type { Metrics } from "../trial/trial-events.ts";
import { loadRun } from "./load-run.ts";
import { measureRun } from "./measure-run.ts";

const folder = await mkdtemp(join(tmpdir(), "measure-run-"));
afterAll(() => rm(folder, { recursive: true }));
const options = { backend: await loadBackend(), load: loadDataset };
const config = TrialConfig.parse({
  dataset: { name: "bars", trainSize: 300, testSize: 120 },
  model: { kind: "vae", latent: 3, hidden: [16] },
  objective: {},
  estimator: { kind: "pathwise" },
  epochs: 2,
});

/** The last metrics of a trial, with the file of its checkpoint. */
const finished = async (measure: "basic" | "full"): Promise<{ file: string; last: Metrics }> => {
  let last: Metrics = {};
  const file = join(folder, `${measure}.safetensors`);
  for await (const event of runTrial(config, { measure })) {
    if (event.kind === "epoch") last = event.metrics;
    if (event.kind === "finished") await writeFile(file, event.checkpoint);
  }
  return { file, last };
};

test("a checkpoint is measured to the numbers that the trial would have had", async () => {
  const { file } = await finished("basic");
  const { last } = await finished("full");
  const { "system/images_per_second": _, ...wanted } = last;
  expect(await measureRun(await loadRun(file), options)).toEqual(wanted);
});

test("data that changed since the trial are refused", async () => {
  const { file } = await finished("basic");
  const other: typeof loadDataset = async (dataset) => ({
    ...(await loadDataset(dataset)),
    hash: "other",
  });
  const loaded = await loadRun(file);
  await expect(measureRun(loaded, { ...options, load: other })).rejects.toThrow(
    "dataset bars changed since the trial",
  );
});
