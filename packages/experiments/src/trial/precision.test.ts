import { adam, recipes } from "@vae-lab/core";
import { expect, test } from "vitest";
import type { Backend } from "../backend/backend.ts";
import { loadBackend } from "../backend/native.ts";
import { chooseSteps } from "../backend/steps/choose-steps.ts";
import { completeConfig } from "../config/complete-config.ts";
import { labelOf } from "../config/label.ts";
import type { TrialConfig } from "../config/trial-config.ts";
import { flattenConfig } from "../config/trial-config.ts";
import { runTrial, type TrialOptions } from "./run-trial.ts";
import { shortConfig } from "./short-config.ts";
import type { TrialEvent } from "./trial-events.ts";
import { configId } from "./trial-id.ts";

const parts = {
  dataset: { name: "bars", trainSize: 300, testSize: 100 },
  model: { latent: 2, hidden: [16] },
  ...{ epochs: 3, batchSize: 50 },
};
const full = completeConfig(parts);
const rounded = completeConfig(parts, { precision: "bfloat16" });

test("a config without a precision, or with float32, is the config of before there was a choice", () => {
  const float32 = completeConfig(parts, { precision: "float32" });
  expect(configId(float32)).toBe(configId(full));
  expect(flattenConfig(float32)).toEqual(flattenConfig(full));
  expect(labelOf(float32)).toBe(labelOf(full));
  // Of commit 9a9a90b
  expect(configId(completeConfig({ precision: "float32" }))).toBe("541206c9d7d6c7ab");
});

test("bfloat16 is another trial, which says so in its label, its parameters and its command", () => {
  expect(configId(rounded)).not.toBe(configId(full));
  expect(labelOf(rounded)).toBe(`${labelOf(full)} · bfloat16`);
  expect(flattenConfig(rounded)).toEqual({ ...flattenConfig(full), precision: "bfloat16" });
  expect(shortConfig(rounded)).toMatchObject({ precision: "bfloat16" });
});

test("another precision is refused", () => {
  expect(() => completeConfig({ precision: "float16" })).toThrow(
    'precision must be one of float32, bfloat16, got "float16"',
  );
});

const backend = await loadBackend();

const eventsOf = async (config: TrialConfig, options: TrialOptions = {}): Promise<TrialEvent[]> => {
  const events: TrialEvent[] = [];
  for await (const event of runTrial(config, { backend, ...options })) events.push(event);
  return events;
};
const only = <K extends TrialEvent["kind"]>(events: readonly TrialEvent[], kind: K) =>
  events.filter((event): event is Extract<TrialEvent, { kind: K }> => event.kind === kind);
const lossesOf = (events: readonly TrialEvent[]) =>
  only(events, "step").map(({ metrics }) => metrics["train/loss"]);

const isNative = backend.name === "tensorflow";

test.runIf(isNative)(
  "a trial in bfloat16 has other losses, and records how it multiplies",
  async () => {
    const [other, exact] = [await eventsOf(rounded), await eventsOf(full)];
    expect(lossesOf(other)).not.toEqual(lossesOf(exact));
    expect(lossesOf(other)).toHaveLength(lossesOf(exact).length);
    expect(only(other, "started")[0]).toMatchObject({
      fingerprint: { "backend.bfloat16": backend.bfloat16 },
      ...(backend.bfloat16 !== "avx512_bf16" && {
        notice: expect.stringMatching(
          /^training in bfloat16 is (not faster|slower) than in float32/,
        ),
      }),
    });
    expect(only(exact, "started")[0]?.fingerprint).not.toHaveProperty(["backend.bfloat16"]);
  },
);

test.runIf(isNative)(
  "a trial in bfloat16 that is resumed gives the bits of an uninterrupted one",
  async () => {
    const whole = await eventsOf(rounded, { snapshots: true });
    const [snapshot] = only(whole, "snapshot");
    const resumed = await eventsOf(rounded, { snapshot: snapshot?.file });
    const made = only(resumed, "started")[0]?.from;
    expect(made?.step).toBeGreaterThan(0);
    expect(lossesOf(resumed)).toEqual(lossesOf(whole).slice(made?.step));
    expect(only(resumed, "finished")[0]?.checkpoint).toEqual(
      only(whole, "finished")[0]?.checkpoint,
    );
  },
);

const data = new Float32Array(60);
const essay = recipes.essayVae({ dataSize: 6, hidden: [8], latentSize: 2 });
const options = { epochs: 1, batchSize: 5, seed: 1 };
const precision = { precision: "bfloat16" } as const;

test("steps that round nothing are refused, not made in float32", () => {
  const wasm: Backend = { name: "wasm", version: "4" };
  expect(() => chooseSteps(wasm, essay, data, options, precision)).toThrow(
    "cannot train in bfloat16: it needs TensorFlow's native library (got wasm); leave out precision",
  );
  const { rule: _, ...own } = adam();
  const untraceable = { ...essay, optimizer: own };
  if (isNative)
    expect(() => chooseSteps(backend, untraceable, data, options, precision)).toThrow(
      "cannot train in bfloat16: cannot compile an optimizer of your own: it has no rule; leave out precision",
    );
});
