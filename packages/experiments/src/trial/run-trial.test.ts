import { decodeSafetensors, fromTensors, rng, train } from "@vae-lab/core";
import { expect, test } from "vitest";
import { loadBackend } from "../backend/native.ts";
import { compiledSteps } from "../backend/steps/compiled-steps.ts";
import { build } from "../build/build.ts";
import { TrialConfig } from "../config/trial-config.ts";
import { loadDataset } from "../datasets/load-dataset.ts";
import { evaluator } from "../metrics/evaluate.ts";
import { codeHash } from "./code-hash.ts";
import { runTrial } from "./run-trial.ts";
import type { TrialEvent } from "./trial-events.ts";

const backend = await loadBackend();
const dataset = { name: "bars", trainSize: 300, testSize: 100 } as const;
const config = TrialConfig.parse({
  dataset,
  model: { kind: "vae", latent: 2, hidden: [16] },
  objective: { beta: 0.5 },
  estimator: { kind: "pathwise" },
  epochs: 2,
});

const eventsOf = async (of: TrialConfig): Promise<TrialEvent[]> => {
  const events: TrialEvent[] = [];
  for await (const event of runTrial(of, { backend })) events.push(event);
  return events;
};
const only = <K extends TrialEvent["kind"]>(events: TrialEvent[], kind: K) =>
  events.filter((event): event is Extract<TrialEvent, { kind: K }> => event.kind === kind);

test("a trial starts, makes its steps, is measured after each epoch, and leaves a checkpoint", async () => {
  const events = await eventsOf(config);
  const [first] = only(events, "started");
  const { hash } = await loadDataset(dataset);
  expect(first).toEqual({
    ...{ kind: "started", steps: 6, backend, step: "compiled" },
    fingerprint: {
      "data.hash": hash,
      "code.hash": await codeHash(),
      backend: backend.name,
      "backend.version": backend.version,
      "backend.onednn": backend.oneDnn,
      "backend.kernels": backend.kernels,
      ...(backend.instructionSet && { "backend.instructions": backend.instructionSet }),
      step: "compiled",
    },
  });
  expect(only(events, "step").map(({ step, epoch }) => [step, epoch])).toEqual([
    [1, 1],
    [2, 1],
    [3, 1],
    [4, 2],
    [5, 2],
    [6, 2],
  ]);
  expect(only(events, "epoch").map(({ epoch }) => epoch)).toEqual([1, 2]);
  expect(events.at(-1)?.kind).toBe("finished");
});

test("evaluation leaves the training as it would be without it", async () => {
  const { train: training, shape } = await loadDataset(dataset);
  const losses: number[] = [];
  const { epochs, batchSize, seed } = config;
  const options = { epochs, batchSize, seed, steps: compiledSteps };
  for await (const event of train(build(config, shape), training.values, options))
    if (event.kind === "step") losses.push(event.metrics.loss);
  const steps = only(await eventsOf(config), "step");
  expect(steps.map(({ metrics }) => metrics["train/loss"])).toEqual(losses);
});

test("the checkpoint is the model that was measured last", async () => {
  const events = await eventsOf(config);
  const [last] = only(events, "finished");
  const { tensors, metadata } = decodeSafetensors(last?.checkpoint ?? new Uint8Array());
  const { test: images, shape } = await loadDataset(dataset);
  const trained = fromTensors(build(config, shape).model, tensors);
  const evaluate = evaluator({ test: images, shape });
  const { metrics } = evaluate(trained, rng(config.seed).fold("evaluation", 2));
  trained.dispose();
  // A trial evaluates in compiled graphs, which round otherwise
  const measured = only(events, "epoch").at(-1)?.metrics["test/elbo"];
  expect(measured).toBeCloseTo(metrics["test/elbo"] ?? Number.NaN, 4);
  expect(TrialConfig.parse(JSON.parse(metadata.config ?? ""))).toEqual(config);
});

test("two latents give a scatter of themselves and a manifold, more give principal components", async () => {
  const wide = { ...config, epochs: 1, model: { ...config.model, latent: 3 } };
  const [flat] = only(await eventsOf({ ...config, epochs: 1 }), "epoch");
  const [deep] = only(await eventsOf(wide), "epoch");
  expect(Object.keys(flat?.images ?? {}).sort()).toEqual([
    "codes",
    "manifold",
    "reconstructions",
    "samples",
  ]);
  expect(flat?.codes?.axes).toEqual(["z1", "z2"]);
  expect(Object.keys(deep?.images ?? {}).sort()).toEqual(["codes", "reconstructions", "samples"]);
  expect(deep?.codes?.axes).toEqual(["PC1", "PC2"]);
  expect(deep?.codes?.x).toHaveLength(100);
  for (const png of Object.values(flat?.images ?? {}))
    expect([...png.subarray(1, 4)].map((c) => String.fromCharCode(c)).join("")).toBe("PNG");
});

test("a diverging trial says which term at which step", async () => {
  const diverging = { ...config, optimizer: { kind: "adam" as const, learningRate: 1e6 } };
  await expect(eventsOf(diverging)).rejects.toThrow(/must stay finite, got .* at step \d/);
});
