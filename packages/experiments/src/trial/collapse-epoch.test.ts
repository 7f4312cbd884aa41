import { expect, test } from "vitest";
import { TrialConfig } from "../config/trial-config.ts";
import { runTrial, type TrialOptions } from "./run-trial.ts";

/** Beta rises from 0 to its value over a share of the training. */
const configOf = (beta: number) =>
  TrialConfig.parse({
    dataset: { name: "bars", trainSize: 300, testSize: 100 },
    model: { kind: "vae", latent: 2, hidden: [16] },
    objective: { beta, schedule: { kind: "linear", share: 0.7 } },
    estimator: { kind: "pathwise" },
    optimizer: { kind: "adam", learningRate: 0.02 },
    batchSize: 15,
    epochs: 6,
  });

/** The rate and the logged epoch of collapse at each epoch, and the first snapshot. */
const seenBy = async (beta: number, options: TrialOptions = {}) => {
  const epochs: { epoch: number; rate: number; collapse: number | undefined }[] = [];
  let snapshot: Uint8Array | undefined;
  for await (const event of runTrial(configOf(beta), { snapshots: true, ...options })) {
    if (event.kind === "snapshot") snapshot ??= event.file;
    if (event.kind !== "epoch") continue;
    const { "test/rate": rate = 0, "test/collapse_epoch": collapse } = event.metrics;
    epochs.push({ epoch: event.epoch, rate, collapse });
  }
  return { epochs, snapshot };
};

test("the epoch of collapse is logged at the end: the first since which the rate is below 0.1 nats", async () => {
  const { epochs } = await seenBy(20);
  const above = epochs.filter(({ rate }) => rate >= 0.1).map(({ epoch }) => epoch);
  expect(above.at(-1)).toBeLessThan(6);
  expect(epochs.at(-1)?.collapse).toBe((above.at(-1) ?? 0) + 1);
  for (const { collapse } of epochs.slice(0, -1)) expect(collapse).toBeUndefined();
});

test("a resumed trial knows when it collapsed before it was stopped", async () => {
  const { epochs, snapshot } = await seenBy(1000);
  expect(epochs[0]?.rate).toBeLessThan(0.1);
  const rest = await seenBy(1000, { snapshot });
  expect(rest.epochs[0]?.epoch).toBe(2);
  expect([epochs.at(-1)?.collapse, rest.epochs.at(-1)?.collapse]).toEqual([1, 1]);
});

test("a model that is in use has no epoch of collapse", async () => {
  const { epochs } = await seenBy(0.02);
  expect(epochs.at(-1)?.rate).toBeGreaterThan(0.1);
  expect(epochs.at(-1)?.collapse).toBeUndefined();
});
