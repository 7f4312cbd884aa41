import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs";
import { rng } from "@vae-lab/core";
import { withLabels } from "@vae-lab/core/models";
import { afterAll, expect, test } from "vitest";
import { loadBackend } from "../backend/native.ts";
import { build } from "../build/build.ts";
import { completeConfig } from "../config/complete-config.ts";
import { loadDataset } from "../datasets/load-dataset.ts";
import { evaluateRun, loadRun, runData } from "../runs/index.ts";
import { measureRun } from "../runs/measure-run.ts";
import { runTrial, type TrialOptions } from "./run-trial.ts";
import type { Metrics, TrialEvent } from "./trial-events.ts";

const backend = await loadBackend();
const folder = await mkdtemp(join(tmpdir(), "vae-lab-bits-"));
afterAll(() => rm(folder, { recursive: true }));

const configOf = (parts: { model?: object; [key: string]: unknown } = {}) =>
  completeConfig({
    dataset: { name: "mnist", binarise: "dynamic", trainSize: 60, testSize: 40 },
    ...{ epochs: 2, batchSize: 32, ...parts },
    model: { latent: 2, hidden: [8], ...parts.model },
  });
type Config = ReturnType<typeof configOf>;

const eventsOf = async (config: Config, options: TrialOptions = {}) => {
  const events: TrialEvent[] = [];
  for await (const event of runTrial(config, { backend, ...options })) events.push(event);
  return events;
};
const resultsOf = (events: TrialEvent[], after = 0): unknown[] =>
  events.flatMap((event): unknown[] => {
    if (event.kind === "step") return event.epoch > after ? [event.metrics] : [];
    if (event.kind === "finished") return [event.checkpoint];
    if (event.kind !== "epoch" || event.epoch <= after) return [];
    const { "system/images_per_second": _, ...metrics } = event.metrics;
    return [metrics];
  });
const lastOf = (events: TrialEvent[]): Metrics =>
  events.flatMap((event) => (event.kind === "epoch" ? [event.metrics] : [])).at(-1) ?? {};

test("bits are drawn anew at each step, as often 1 as the grey values say, and labels stay", () => {
  const config = configOf({ model: { condition: "labels" } });
  const condition = {
    kind: "labels",
    classes: ["0", "1", "2"],
    shares: [0.5, 0.25, 0.25],
  } as const;
  const { model } = build(config, { kind: "vector", length: 3 }, condition);
  const grey = [0, 0.3, 1];
  const rows = withLabels(Float32Array.from(grey), [1], 3);
  const steps = 4000;
  const sums = new Float64Array(6);
  tf.tidy(() => {
    const x = tf.tensor2d(rows, [1, 6]).tile([40, 1]);
    for (let step = 0; step < steps / 40; step++) {
      const bits = model.observation?.(x, rng(1).fold("step", step)) ?? x;
      for (const [i, bit] of bits.dataSync().entries()) sums[i % 6] = (sums[i % 6] ?? 0) + bit;
    }
  });
  expect([sums[0], sums[2], sums[3], sums[4], sums[5]]).toEqual([0, steps, 0, steps, 0]);
  expect(Math.abs((sums[1] ?? 0) / steps - 0.3)).toBeLessThan(4 * Math.sqrt(0.21 / steps));
});

test.each<[string, { model?: object; [key: string]: unknown }]>([
  ["a VAE", {}],
  ["a conditional VAE", { model: { condition: "labels" } }],
  [
    "VampPrior that stops early",
    {
      model: { prior: { kind: "vamp", components: 5 } },
      earlyStopping: { heldOutShare: 0.25, patience: 3 },
    },
  ],
  ["a denoising autoencoder", { model: { kind: "denoising-autoencoder" } }],
])(
  "a trial of %s on bits drawn anew goes on after a stop with the bits that it would have had",
  async (_, parts) => {
    const config = configOf(parts);
    const whole = await eventsOf(config, { snapshots: true });
    expect(whole[0]).toMatchObject({ step: "compiled" });
    const snapshot = whole.find((event) => event.kind === "snapshot")?.file;
    const rest = await eventsOf(config, { snapshot });
    expect(rest[0]).toMatchObject({ from: { epoch: 1 } });
    expect(resultsOf(rest)).toEqual(resultsOf(whole, 1));
  },
);

test("everything that is measured is of bits: a run is evaluated and measured to the trial's numbers", async () => {
  const train = join(folder, "grey.csv");
  const grey = rng(2).uniforms(90 * 36);
  const rows = Array.from({ length: 90 }, (_, n) => grey.subarray(36 * n, 36 * (n + 1)).join());
  await writeFile(
    train,
    [Array.from({ length: 36 }, (_, d) => `x${d}`).join(), ...rows].join("\n"),
  );
  const config = configOf({
    dataset: { train, name: "grey", shape: [6, 6], testShare: 0.4, binarise: "dynamic" },
    epochs: 1,
  });
  const whole = await eventsOf(config, { measure: "full" });
  const file = join(folder, "checkpoint.safetensors");
  const checkpoint =
    whole.find((event) => event.kind === "finished")?.checkpoint ?? new Uint8Array();
  await writeFile(file, checkpoint);
  const run = await loadRun(file);
  const { "system/images_per_second": _, ...last } = lastOf(whole);
  expect(await measureRun(run, { backend, load: loadDataset })).toEqual(last);
  const data = await runData(run);
  expect(new Set(data.values)).toEqual(new Set([0, 1]));
  const { elbo, bound, measure } = await evaluateRun(run, data, { draws: 20 });
  expect(elbo?.value).toBe(last["test/elbo"]);
  expect(bound?.value).toBeGreaterThan(elbo?.value ?? 0);
  expect(measure).toContain("{0, 1}");
  // Grey values would have no log p(x) to be a gap of
  expect(last["test/approximation_gap"]).toBeTypeOf("number");
  // Other grey data become bits, too, before the model sees them
  const other = await runData(run, train);
  expect([other.size, new Set(other.values)]).toEqual([90, new Set([0, 1])]);
  expect((await runData(run, train)).values).toEqual(other.values);
});
