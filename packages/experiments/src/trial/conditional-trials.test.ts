import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { quadrature } from "@vae-lab/core/evaluation";
import { conditionOn, isConditional } from "@vae-lab/core/models";
import { encodeNpz } from "@vae-lab/data";
import { mean } from "@vae-lab/statistics";
import { afterAll, expect, test } from "vitest";
import { loadBackend } from "../backend/native.ts";
import { conditionOf } from "../build/condition.ts";
import { completeConfig } from "../config/complete-config.ts";
import type { Dataset } from "../datasets/dataset.ts";
import { loadDataset } from "../datasets/load-dataset.ts";
import { rowsAt } from "../metrics/spaced-rows.ts";
import { evaluateRun } from "../runs/evaluate-run.ts";
import { loadRun } from "../runs/load-run.ts";
import { measureRun } from "../runs/measure-run.ts";
import { runData } from "../runs/run-data.ts";
import { runTrial } from "./run-trial.ts";
import type { TrialEvent } from "./trial-events.ts";

const backend = await loadBackend();
const folder = await mkdtemp(join(tmpdir(), "conditional-"));
afterAll(() => rm(folder, { recursive: true }));
const file = join(folder, "checkpoint.safetensors");

/** Bars as data of one's own; the labels 10, 20 and 30 are for none, one and more of them. */
const names = ["10", "20", "30"];
const bars = await loadDataset({ name: "bars", trainSize: 400, testSize: 1 });
const labelOf = (n: number): number => 10 + 10 * Math.min(2, bars.train.labels?.[n] ?? 0);
const write = async (name: string, rows: readonly number[], labels?: readonly number[]) => {
  const path = join(folder, name);
  const x = { shape: [rows.length, 8, 8], values: rowsAt(bars.train.values, 64, rows) };
  const y = labels && { y: { shape: [rows.length], values: Int32Array.from(labels) } };
  await writeFile(path, encodeNpz({ x, ...y }));
  return path;
};
const all = Array.from({ length: bars.train.size }, (_, n) => n);
const path = await write("own.npz", all, all.map(labelOf));

const configOf = (parts: object = {}) =>
  completeConfig(
    {
      dataset: { train: path, key: "x", labels: "y", testShare: 0.25 },
      model: { latent: 2, hidden: [16], condition: "labels" },
      epochs: 3,
      batchSize: 25,
    },
    parts,
  );

const eventsOf = async (parts: object = {}) => {
  const events: TrialEvent[] = [];
  for await (const event of runTrial(configOf(parts), { backend })) events.push(event);
  return events;
};

const lastOf = (events: readonly TrialEvent[]) => {
  const last = events.findLast((event) => event.kind === "epoch");
  if (last?.kind !== "epoch") throw new Error("the trial has no epoch");
  return last;
};

const whole = await eventsOf();
const finished = whole.at(-1);
if (finished?.kind === "finished") await writeFile(file, finished.checkpoint);
const { metrics: logged, images } = lastOf(whole);
const run = await loadRun(file);
afterAll(() => run.model.dispose());
/** What `--measure full` measures, of the checkpoint. */
const metrics = await measureRun(run, { backend, load: loadDataset });

/** log p(x|y) of each test row, integrated for its class. */
const exactOf = async (): Promise<{ data: Dataset; logProbability: number[] }> => {
  const { trained } = run.model;
  const data = await loadDataset(configOf().dataset);
  const logProbability: number[] = [];
  if (!isConditional(trained.model)) throw new Error("the model is not conditional");
  for (const label of [0, 1, 2]) {
    const at = [...(data.test.labels ?? [])].flatMap((one, n) => (one === label ? [n] : []));
    const alone = conditionOn({ ...trained, model: trained.model }, label);
    logProbability.push(...quadrature(alone, rowsAt(data.test.values, 64, at)).logProbability);
    alone.dispose();
  }
  return { data, logProbability };
};

test("a conditional trial trains in compiled steps and logs the ELBO of log p(x|y), below its exact value by the KL from the posterior", async () => {
  expect(whole[0]).toMatchObject({ step: "compiled" });
  const { data, logProbability } = await exactOf();
  const exact = mean(logProbability);
  expect(logProbability).toHaveLength(data.test.size);
  expect(metrics["test/elbo"]).toBeLessThan(exact);
  const gap = (metrics["test/amortisation_gap"] ?? 0) + (metrics["test/approximation_gap"] ?? 0);
  expect(exact - (metrics["test/elbo"] ?? 0)).toBeLessThan(3 * gap + 0.5);
  const bound = metrics["test/importance_weighted_bound"] ?? Number.NaN;
  const error = metrics["test/importance_weighted_bound_se"] ?? Number.NaN;
  expect(Math.abs(bound - exact)).toBeLessThan(4 * error + 0.1);
});

test("the label raises the ELBO of data that it explains a part of", async () => {
  const plain = lastOf(await eventsOf({ model: { condition: undefined } })).metrics;
  expect(metrics["test/elbo"]).toBeGreaterThan(plain["test/elbo"] ?? Number.NaN);
});

test("what a label does not leave as it is said to be is absent: fits of codes of all classes, the gain of Wiener's filter, the manifold", () => {
  const keys = Object.keys(metrics);
  expect(keys.filter((key) => /gaussian_codes|mixture_codes|wiener/.test(key))).toEqual([]);
  expect(keys).toEqual(expect.arrayContaining(["test/recall_own_codes", "test/blur_capacity"]));
  expect(Object.keys(images).sort()).toEqual(["codes", "reconstructions", "samples"]);
});

test("a checkpoint is measured and evaluated to the numbers that the trial logged", async () => {
  const { "system/images_per_second": _, ...wanted } = logged;
  expect(metrics).toMatchObject(wanted);
  const evaluation = await evaluateRun(run, await runData(run), { draws: 5, boundSize: 20 });
  expect(evaluation.elbo?.value).toBeCloseTo(metrics["test/elbo"] ?? Number.NaN, 6);
  expect(evaluation.bound?.size).toBe(20);
});

test("the labels of another file are the classes of the model by their names, and others are refused", async () => {
  const rows = all.filter((n) => labelOf(n) === 30).slice(0, 3);
  const data = await runData(run, await write("some.npz", rows, rows.map(labelOf)));
  expect([...(data.labels ?? [])]).toEqual([2, 2, 2]);
  expect(data.classes).toEqual(names);
  expect(data.rows).toHaveLength(3 * (64 + 3));
  await expect(runData(run, await write("other.npz", rows, [30, 40, 30]))).rejects.toThrow(
    'cannot use the label "40": it must be a class of the training data, one of 10, 20, 30',
  );
});

test.each([
  ["an importance-weighted bound", { inference: { kind: "iwae" } }],
  ["lagging", { lagging: { epochs: 2, maxEncoderSteps: 20 } }],
  ["early stopping", { earlyStopping: { patience: 1, heldOutShare: 0.2 } }],
  ["a learned baseline", { estimator: { kind: "nvil" } }],
  ["convolutions", { model: { encoder: "convolutional", decoder: "convolutional" } }],
  ["MMD beside the rate", { objective: { aggregate: {} } }],
])("a conditional model trains with %s", async (_, parts) => {
  const events = await eventsOf({ epochs: 2, ...parts });
  expect(events.at(-1)?.kind).toBe("finished");
  expect(Number.isFinite(lastOf(events).metrics["test/elbo"])).toBe(true);
});

test("data without labels, or with one class, are refused", async () => {
  const data = await loadDataset(configOf().dataset);
  const { labels: _, ...bare } = data.test;
  expect(() => conditionOf(configOf(), { ...data, test: bare })).toThrow(
    "cannot use model.condition labels: the test samples of own have no labels; name them with --labels, or leave out model.condition",
  );
  expect(() => conditionOf(configOf(), { ...data, classes: ["a"] })).toThrow(
    "the labels of own must have at least two classes (got 1)",
  );
  expect(conditionOf(configOf(), data)).toEqual({
    kind: "labels",
    classes: names,
    shares: [0, 1, 2].map(
      (label) => (data.train.labels ?? []).filter((one) => one === label).length / data.train.size,
    ),
  });
  const unconditional = configOf({ model: { condition: undefined } });
  expect(conditionOf(unconditional, { ...data, test: bare })).toBeUndefined();
});
