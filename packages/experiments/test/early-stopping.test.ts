import { decodeSafetensors, elboTerms, fromTensors, rng, type Vae } from "@vae-lab/core";
import { mean, standardError } from "@vae-lab/statistics";
import { expect, test } from "vitest";
import { loadBackend } from "../src/backend/native.ts";
import { build } from "../src/build/build.ts";
import type { TrialConfig } from "../src/config/trial-config.ts";
import { loadDataset } from "../src/datasets/load-dataset.ts";
import { trainingRows } from "../src/trial/held-out.ts";
import { runTrial, type TrialOptions } from "../src/trial/run-trial.ts";
import type { TrialEvent } from "../src/trial/trial-events.ts";
import { openLaboratory, tinyTrial } from "./laboratory.ts";

const backend = await loadBackend();

/** So few images, so wide and so fast that it overfits within some epochs. */
const config = tinyTrial(1, {
  dataset: { name: "bars", trainSize: 60, testSize: 50 },
  model: { kind: "vae", latent: 8, hidden: [64] } as TrialConfig["model"],
  optimizer: { kind: "adam", learningRate: 0.02 },
  batchSize: 10,
  epochs: 40,
  earlyStopping: { heldOutShare: 0.25, patience: 3, minDelta: 0 },
});

const eventsOf = async (of: TrialConfig, options: TrialOptions = {}): Promise<TrialEvent[]> => {
  const events: TrialEvent[] = [];
  for await (const event of runTrial(of, { backend, ...options })) events.push(event);
  return events;
};
const only = <K extends TrialEvent["kind"]>(events: TrialEvent[], kind: K) =>
  events.filter((event): event is Extract<TrialEvent, { kind: K }> => event.kind === kind);

/** What does not depend on the clock. */
const results = (events: TrialEvent[], after = 0): unknown[] =>
  events.flatMap((event): unknown[] => {
    if (event.kind === "started" || event.kind === "predicted") return [];
    if (event.kind === "snapshot") return [];
    if (event.kind === "finished") return [event];
    if (event.epoch <= after) return [];
    if (event.kind === "step") return [event.metrics];
    const { "system/images_per_second": _, ...metrics } = event.metrics;
    return [{ ...event, metrics }];
  });

const whole = await eventsOf(config, { snapshots: true });
const epochs = only(whole, "epoch");
const [finished] = only(whole, "finished");
const bestEpoch = finished?.bestEpoch ?? 0;

test("training ends when the ELBO of the held-out part has not risen for as many epochs as its patience", () => {
  const elbos = epochs.map(({ metrics }) => metrics["val/elbo"] ?? Number.NaN);
  expect(bestEpoch).toBe(1 + elbos.indexOf(Math.max(...elbos)));
  expect(epochs).toHaveLength(bestEpoch + 3);
  expect(epochs.length).toBeLessThan(40);
  expect(finished?.stopReason).toBe(
    `stopped after epoch ${bestEpoch + 3}: no held-out value of the last 3 exceeded the best`,
  );
  // 45 of the 60 training images are left to train on
  expect(only(whole, "started")[0]?.steps).toBe(40 * 5);
});

test("the checkpoint is that of the best epoch, and the latest metrics are its own again", () => {
  const { tensors, metadata } = decodeSafetensors(finished?.checkpoint ?? new Uint8Array());
  expect(metadata.epoch).toBe(String(bestEpoch));
  const [restored] = only(whole, "restored");
  const best = epochs[bestEpoch - 1];
  const { "system/images_per_second": _, ...again } = restored?.metrics ?? {};
  expect(best?.metrics).toMatchObject(again);
  expect(Object.keys(again).length).toBeGreaterThan(10);
  expect(restored?.epoch).toBe(epochs.length + 1);
  expect(Object.keys(restored?.images ?? {})).toEqual(Object.keys(epochs[0]?.images ?? {}));
  expect(tensors["decoder.output.bias"]?.values).toHaveLength(64);
});

test("the held-out ELBO is that of the checkpoint on rows that were not trained on", async () => {
  const { train, shape } = await loadDataset(config.dataset);
  const { heldOut = new Float32Array() } = trainingRows(config, train);
  expect(heldOut).toHaveLength(15 * 64);
  const { tensors } = decodeSafetensors(finished?.checkpoint ?? new Uint8Array());
  const { model } = build(config, shape);
  const trained = fromTensors(model as Vae, tensors);
  const elbos = Array.from({ length: 200 }, (_, draw) => {
    const { reconstruction, rate } = elboTerms(trained, heldOut, { rng: rng(99).fold(draw) });
    return mean(reconstruction) - mean(rate);
  });
  const { rate } = elboTerms(trained, heldOut, { rng: rng(99) });
  trained.dispose();
  const metrics = epochs[bestEpoch - 1]?.metrics ?? {};
  const deviation = standardError(elbos) * Math.sqrt(elbos.length);
  expect(Math.abs((metrics["val/elbo"] ?? Number.NaN) - mean(elbos))).toBeLessThan(4 * deviation);
  expect(metrics["val/rate"]).toBeCloseTo(mean(rate), 3);
});

test("a trial that is stopped after each epoch and resumed has the bits of one that was not", async () => {
  let snapshot: Uint8Array | undefined;
  for (let epoch = 1; epoch < epochs.length; epoch++)
    for await (const event of runTrial(config, { backend, snapshots: true, snapshot })) {
      if (event.kind === "epoch") expect(event.epoch).toBe(epoch);
      if (event.kind !== "snapshot") continue;
      snapshot = event.file;
      break;
    }
  const rest = await eventsOf(config, { snapshot });
  expect(only(rest, "started")[0]?.from?.epoch).toBe(epochs.length - 1);
  expect(results(rest)).toEqual(results(whole, epochs.length - 1));
});

test("without an end before the last epoch, the best epoch is restored and no reason is given", async () => {
  const short = { ...config, epochs: bestEpoch + 1 };
  const events = await eventsOf(short);
  expect(only(events, "epoch")).toHaveLength(bestEpoch + 1);
  expect(only(events, "restored")).toHaveLength(1);
  const [end] = only(events, "finished");
  expect(end).toMatchObject({ bestEpoch });
  expect(end).not.toHaveProperty("stopReason");
});

test("an autoencoder is watched by its reconstruction", async () => {
  const { objective: _, estimator: __, ...rest } = config;
  const model = { kind: "autoencoder", latent: 8, hidden: [64] } as TrialConfig["model"];
  const events = await eventsOf(
    tinyTrial(1, { ...rest, model, epochs: 3, objective: undefined, estimator: undefined }),
  );
  expect(Object.keys(only(events, "epoch")[0]?.metrics ?? {})).toContain("val/reconstruction");
  expect(only(events, "finished")[0]?.bestEpoch).toBeGreaterThan(0);
});

test("the run of a sweep says its best epoch and why it stopped, and its row has the metrics of the checkpoint", async () => {
  const laboratory = await openLaboratory();
  try {
    const { result } = await laboratory.sweep({ trials: [config] });
    const [run] = await laboratory.runs();
    expect(run?.data.tags).toMatchObject({
      "vae_lab.best_epoch": String(bestEpoch),
      "vae_lab.stop_reason": finished?.stopReason,
    });
    const [row] = result.rows;
    expect(row?.metrics["test/elbo"]).toBe(epochs[bestEpoch - 1]?.metrics["test/elbo"]);
    expect(row?.metrics["val/elbo"]).toBe(epochs[bestEpoch - 1]?.metrics["val/elbo"]);
    const again = await laboratory.sweep({ trials: [config] });
    expect(again.result.rows[0]?.metrics).toEqual(row?.metrics);
  } finally {
    await laboratory.close();
  }
});
