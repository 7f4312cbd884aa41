import * as tf from "@tensorflow/tfjs";
import { decodeSafetensors } from "@vae-lab/core";
import { expect, test } from "vitest";
import { type BackendLoader, native, wasm } from "../src/backend/native.ts";
import type { TrialConfig } from "../src/config/trial-config.ts";
import type { Resumption } from "../src/trial/resumption.ts";
import { runTrial } from "../src/trial/run-trial.ts";
import type { TrialEvent } from "../src/trial/trial-events.ts";
import { tinyTrial } from "./laboratory.ts";

const config = tinyTrial(1, { epochs: 4 });
const provenance = { "data.hash": "0123" };
const only = <K extends TrialEvent["kind"]>(events: TrialEvent[], kind: K) =>
  events.filter((event): event is Extract<TrialEvent, { kind: K }> => event.kind === kind);

const eventsOf = async (load: BackendLoader, of: TrialConfig, resumption?: Resumption) => {
  const backend = await load();
  const events: TrialEvent[] = [];
  for await (const event of runTrial(of, { backend, resumption })) events.push(event);
  return events;
};

/** What does not hang on the clock. */
const told = (events: TrialEvent[], after = 0): unknown[] =>
  events.flatMap((event): unknown[] => {
    if (event.kind === "step") return event.epoch > after ? [event.metrics] : [];
    if (event.kind === "epoch") {
      const { "system/images_per_second": _, ...metrics } = event.metrics;
      return event.epoch > after ? [{ ...event, metrics }] : [];
    }
    return event.kind === "finished" ? [event.checkpoint] : [];
  });

const fileOf = async (load: BackendLoader): Promise<Uint8Array> => {
  const [first] = only(await eventsOf(load, config, { provenance }), "snapshot");
  if (first === undefined) throw new Error("there must be a snapshot of the first epoch");
  return first.file;
};

const isThere = await native().then(
  () => true,
  () => false,
);
const backends: [string, BackendLoader][] = [
  ...(isThere ? [["compiled, native", native] as [string, BackendLoader]] : []),
  ["eagerly, on WebAssembly", wasm],
];

test.each(backends)("a trial goes on from its snapshot bit for bit, %s", async (_, load) => {
  const whole = await eventsOf(load, config);
  const file = await fileOf(load);
  const rest = await eventsOf(load, config, { provenance, file });
  expect(only(rest, "started")[0]).toMatchObject({ steps: 12, from: { epoch: 1, step: 3 } });
  expect(only(rest, "epoch").map(({ epoch }) => epoch)).toEqual([2, 3, 4]);
  expect(told(rest)).toEqual(told(whole, 1));
});

test("a trial says snapshots only where it is asked to, and none of its last epoch", async () => {
  const [, load] = backends[0] ?? ["", wasm];
  expect(only(await eventsOf(load, config), "snapshot")).toEqual([]);
  const once = tinyTrial(1, { epochs: 1 });
  expect(only(await eventsOf(load, once, { provenance }), "snapshot")).toEqual([]);
  expect(decodeSafetensors(await fileOf(load)).metadata).toMatchObject({ epoch: "1", step: "3" });
});

test("what does not fit begins anew, leaks nothing, and says why", async () => {
  const [, load] = backends[0] ?? ["", wasm];
  const file = await fileOf(load);
  const whole = told(await eventsOf(load, config));
  const startedWith = async (resumption: Resumption, of = config) => {
    const { numTensors } = tf.memory();
    const events = await eventsOf(load, of, resumption);
    expect(tf.memory().numTensors).toBe(numTensors);
    if (of === config) expect(told(events)).toEqual(whole);
    const [started] = only(events, "started");
    expect(started?.from).toBeUndefined();
    return started?.rejectedBecause;
  };
  const other = { "data.hash": "4567" };
  expect(await startedWith({ provenance: other, file })).toBe("data.hash was 0123 and is 4567");
  expect(await startedWith({ provenance, file: file.subarray(0, 5000) })).toMatch(/got \d+/);
  expect(await startedWith({ provenance, file: new Uint8Array(100).fill(255) })).toMatch(
    /must fit/,
  );
  expect(await startedWith({ provenance, file }, tinyTrial(2, { epochs: 2 }))).toMatch(
    /^trial was [0-9a-f]{16} and is/,
  );
  if (isThere) {
    const eager = await fileOf(wasm);
    expect(await startedWith({ provenance, file: eager })).toMatch(/^backend was wasm and is/);
  }
});
