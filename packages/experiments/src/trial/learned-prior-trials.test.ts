import * as tf from "@tensorflow/tfjs";
import { loadModel } from "@vae-lab/core";
import { describe, expect, test } from "vitest";
import { loadBackend } from "../backend/native.ts";
import { descriptionOf } from "../build/description.ts";
import { completeConfig } from "../config/complete-config.ts";
import { metricInfoOf } from "../metrics/metrics.ts";
import { runTrial, type TrialOptions } from "./run-trial.ts";
import type { Metrics, TrialEvent } from "./trial-events.ts";

const backend = await loadBackend();

const models: Record<string, object> = {
  "a mixture prior": { prior: { kind: "mixture", components: 4 } },
  VampPrior: { prior: { kind: "vamp", components: 4 } },
  "two layers of codes": { codes: { kind: "two-layers", top: 2, between: [5] } },
};

const configOf = (model: object, parts: object = {}) =>
  completeConfig({
    dataset: { name: "bars", trainSize: 64, testSize: 48 },
    model: { latent: 3, hidden: [8], ...model },
    ...{ epochs: 2, batchSize: 32 },
    ...parts,
  });

const eventsOf = async (config: ReturnType<typeof configOf>, options: TrialOptions = {}) => {
  const events: TrialEvent[] = [];
  for await (const event of runTrial(config, { backend, ...options })) events.push(event);
  return events;
};
const epochs = (events: TrialEvent[]) =>
  events.flatMap((event) => {
    if (event.kind !== "epoch") return [];
    const { "system/images_per_second": _, ...metrics } = event.metrics;
    return [{ ...event, metrics }];
  });
const checkpointOf = (events: TrialEvent[]): Uint8Array =>
  events.flatMap((event) => (event.kind === "finished" ? [event.checkpoint] : []))[0] ??
  new Uint8Array();

const stopping = { earlyStopping: { heldOutShare: 0.25, patience: 1 } };
const common = [
  stopping,
  { inference: { kind: "iwae" }, estimator: { kind: "dreg", samples: 3 } },
  { inference: { kind: "reweighted-wake-sleep", phase: "both" } },
];

describe.each([
  ["a mixture prior", { inference: { kind: "vr" }, estimator: { kind: "score-function" } }],
  ["VampPrior", { estimator: { kind: "sticking-the-landing" }, lagging: { maxEncoderSteps: 10 } }],
  ["two layers of codes", { inference: { kind: "miwae" }, estimator: { kind: "vimco" } }],
])("a trial with %s", (name, own) => {
  const model = models[name] ?? {};
  test.each([...common, own])(
    "trains in compiled steps and is evaluated with %j",
    async (parts) => {
      const tensors = tf.memory().numTensors;
      const events = await eventsOf(configOf(model, { epochs: 1, ...parts }));
      expect(tf.memory().numTensors).toBe(tensors);
      expect(events[0]).toMatchObject({ step: "compiled" });
      expect(events[0]).not.toHaveProperty("notice");
      const { metrics = {} } = epochs(events).at(-1) ?? {};
      for (const [key, value] of Object.entries(metrics))
        expect(value, key).toSatisfy(Number.isFinite);
      expect(metrics["test/elbo"]).toBe(
        (metrics["test/reconstruction"] ?? 0) - (metrics["test/rate"] ?? 0),
      );
      if ("earlyStopping" in parts)
        expect(metrics["val/elbo"]).toBe(
          (metrics["val/reconstruction"] ?? 0) - (metrics["val/rate"] ?? 0),
        );
    },
  );

  test("goes on after a stop with the bits that it would have had, and loads from its checkpoint", async () => {
    const config = configOf(model);
    const whole = await eventsOf(config, { snapshots: true });
    const [snapshot] = whole.filter((event) => event.kind === "snapshot");
    const rest = await eventsOf(config, {
      snapshot: snapshot?.kind === "snapshot" ? snapshot.file : undefined,
    });
    expect(rest[0]).toMatchObject({ from: { epoch: 1 } });
    expect(epochs(rest)).toEqual(epochs(whole).slice(1));
    expect(checkpointOf(rest)).toEqual(checkpointOf(whole));
    const loaded = await loadModel(checkpointOf(whole));
    expect(loaded.description).toEqual(
      descriptionOf(config, { kind: "image", width: 8, height: 8, channels: 1 }),
    );
    expect(loaded.sample(3, { seed: 1 }).shape).toEqual([3, 8, 8, 1]);
    loaded.dispose();
  });

  test("has an estimated rate with its error, no rate of units, and nothing that rests on N(0, I)", async () => {
    const [, last] = epochs(await eventsOf(configOf(model), { measure: "full" }));
    const metrics: Metrics = last?.metrics ?? {};
    const has = (part: string) =>
      Object.keys(metrics).some((key) => key.startsWith(`test/${part}`));
    expect(metrics["test/rate_se"]).toBeGreaterThan(0);
    for (const absent of [
      ...["unit_rate", "unit_rate_sorted", "dead_units", "prior_mismatch", "unit_variance"],
      ...["mutual_information", "aggregate_kl", "inference_lag", "approximation_gap"],
      ...["amortisation_gap", "posterior_kl", "mode_gain_wiener"],
    ])
      expect(has(absent), absent).toBe(false);
    for (const present of [
      ...["active_units", "code_use", "gap_rate", "importance_weighted_bound", "recall"],
      ...["recall_mixture_codes", "decoder_sensitivity", "blur_capacity", "path_jump"],
    ])
      expect(has(present), present).toBe(true);
    const sensitivities = Object.keys(metrics).filter((key) => /unit_sensitivity\/\d+$/.test(key));
    expect(sensitivities).toHaveLength(3); // those of the units that the decoder sees
    for (const key of Object.keys(metrics)) {
      expect(metrics[key], key).toSatisfy(Number.isFinite);
      expect(metricInfoOf(key), key).toBeDefined();
    }
    expect(last?.images).not.toHaveProperty("manifold");
  });
});
