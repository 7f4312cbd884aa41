import * as tf from "@tensorflow/tfjs";
import { decodeSafetensors } from "@vae-lab/core";
import { expect, test } from "vitest";
import { type BackendLoader, native, wasm } from "../src/backend/native.ts";
import type { TrialConfig } from "../src/config/trial-config.ts";
import { loadDataset } from "../src/datasets/load-dataset.ts";
import { runTrial, type TrialOptions } from "../src/trial/run-trial.ts";
import type { TrialEvent } from "../src/trial/trial-events.ts";
import { trialId } from "../src/trial/trial-id.ts";
import { tinyTrial } from "./laboratory.ts";

const config = tinyTrial(1, { epochs: 4 });
const only = <K extends TrialEvent["kind"]>(events: TrialEvent[], kind: K) =>
  events.filter((event): event is Extract<TrialEvent, { kind: K }> => event.kind === kind);

const eventsOf = async (
  load: BackendLoader,
  of: TrialConfig,
  options: Omit<TrialOptions, "backend"> = {},
) => {
  const backend = await load();
  const events: TrialEvent[] = [];
  for await (const event of runTrial(of, { backend, ...options })) events.push(event);
  return events;
};

/** What the events say that does not depend on the clock. */
const resultsOf = (events: TrialEvent[], after = 0): unknown[] =>
  events.flatMap((event): unknown[] => {
    if (event.kind === "step") return event.epoch > after ? [event.metrics] : [];
    if (event.kind === "epoch") {
      const { "system/images_per_second": _, ...metrics } = event.metrics;
      return event.epoch > after ? [{ ...event, metrics }] : [];
    }
    return event.kind === "finished" ? [event.checkpoint] : [];
  });

/** Computes a value of a backend once, for all tests. */
const onceOn = <Value>(compute: (load: BackendLoader) => Promise<Value>) => {
  const known = new Map<BackendLoader, Value>();
  return async (load: BackendLoader): Promise<Value> => {
    const value = known.get(load) ?? (await compute(load));
    known.set(load, value);
    return value;
  };
};

const wholeOn = onceOn((load) => eventsOf(load, config));

const snapshotFrom = onceOn(async (load) => {
  const [first] = only(await eventsOf(load, config, { snapshots: true }), "snapshot");
  if (first === undefined) throw new Error("the first epoch must give a snapshot");
  return first.file;
});

const hasNative = await native().then(
  () => true,
  () => false,
);
const backends: [string, BackendLoader][] = [
  ...(hasNative ? [["compiled steps, native backend", native] as [string, BackendLoader]] : []),
  ["eager steps, WebAssembly", wasm],
];
const [, load] = backends[0] ?? ["", wasm];

test.each(backends)(
  "a resumed trial has the bits of one that was not stopped: %s",
  async (_, on) => {
    const whole = await wholeOn(on);
    const rest = await eventsOf(on, config, { snapshot: await snapshotFrom(on) });
    expect(only(rest, "started")[0]).toMatchObject({ steps: 12, from: { epoch: 1, step: 3 } });
    expect(only(rest, "epoch").map(({ epoch }) => epoch)).toEqual([2, 3, 4]);
    expect(resultsOf(rest)).toEqual(resultsOf(whole, 1));
  },
);

test("a resumed trial goes on with the learning rate that it would have had", async () => {
  const decaying = tinyTrial(1, {
    epochs: 4,
    optimizer: { kind: "adam", learningRate: 0.01, schedule: { kind: "cosine" } },
  });
  const whole = await eventsOf(load, decaying, { snapshots: true });
  const [first] = only(whole, "snapshot");
  const rest = await eventsOf(load, decaying, { snapshot: first?.file });
  expect(resultsOf(rest)).toEqual(resultsOf(whole, 1));
  for (const [t, { metrics }] of only(whole, "step").entries())
    expect(metrics["train/learning_rate"]).toBeCloseTo(
      (0.01 * (1 + Math.cos((Math.PI * t) / 12))) / 2,
      12,
    );
});

test("a trial yields snapshots only if asked to, and none of its last epoch", async () => {
  expect(only(await wholeOn(load), "snapshot")).toEqual([]);
  const once = tinyTrial(1, { epochs: 1 });
  expect(only(await eventsOf(load, once, { snapshots: true }), "snapshot")).toEqual([]);
  expect(decodeSafetensors(await snapshotFrom(load)).metadata).toMatchObject({
    epoch: "1",
    step: "3",
  });
});

test("a checkpoint says which config, data and code it is of", async () => {
  const events = await wholeOn(load);
  const [finished] = only(events, "finished");
  const { metadata } = decodeSafetensors(finished?.checkpoint ?? new Uint8Array());
  const { hash } = await loadDataset(config.dataset);
  expect(metadata).toMatchObject({ trial: trialId(config, hash), "data.hash": hash });
  expect(JSON.parse(metadata.config ?? "")).toEqual(config);
  expect(JSON.parse(metadata.circumstances ?? "")).toEqual(only(events, "started")[0]?.fingerprint);
});

test("data that changed since the sweep began are refused", async () => {
  const stale = eventsOf(load, config, { dataHash: "0123" });
  await expect(stale).rejects.toThrow(/^cannot run the trial: dataset bars changed .*was 0123/);
});

test("a trial starts again, without leaking tensors, if its snapshot cannot be used", async () => {
  const snapshot = await snapshotFrom(load);
  const whole = resultsOf(await wholeOn(load));
  const rejection = async (options: Omit<TrialOptions, "backend">, of = config) => {
    const { numTensors } = tf.memory();
    const events = await eventsOf(load, of, options);
    expect(tf.memory().numTensors).toBe(numTensors);
    if (of === config) expect(resultsOf(events).slice(0, -1)).toEqual(whole.slice(0, -1));
    const [started] = only(events, "started");
    expect(started?.from).toBeUndefined();
    return started?.rejectedBecause;
  };
  const otherData = async (dataset: TrialConfig["dataset"]) => ({
    ...(await loadDataset(dataset)),
    hash: "4567",
  });
  expect(await rejection({ snapshot, load: otherData })).toMatch(/^data.hash was \w+ and is 4567$/);
  expect(await rejection({ snapshot: new Uint8Array(100).fill(255) })).toMatch(/safetensors/);
  expect(await rejection({ snapshot }, tinyTrial(2, { epochs: 2 }))).toMatch(
    /^trial was [0-9a-f]{16} and is/,
  );
  if (hasNative) {
    const eager = await snapshotFrom(wasm);
    expect(await rejection({ snapshot: eager })).toMatch(/^backend was wasm and is/);
  }
});

test("one flipped bit anywhere in a snapshot is noticed", async () => {
  const snapshot = await snapshotFrom(load);
  const whole = resultsOf(await wholeOn(load));
  for (const at of [9, 300, snapshot.length - 1000, snapshot.length - 1]) {
    const damaged = Uint8Array.from(snapshot);
    damaged[at] = (damaged[at] ?? 0) ^ 0x10;
    const events = await eventsOf(load, config, { snapshot: damaged });
    const [started] = only(events, "started");
    expect(started).toHaveProperty("rejectedBecause");
    expect(started).not.toHaveProperty("from");
    expect(resultsOf(events)).toEqual(whole);
  }
});
