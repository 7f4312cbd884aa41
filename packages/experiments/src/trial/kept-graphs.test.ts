import { expect, test } from "vitest";
import { loadBackend } from "../backend/native.ts";
import { keptGraphs } from "../backend/steps/kept-graphs.ts";
import { TrialConfig } from "../config/trial-config.ts";
import { cacheLast } from "../datasets/cache-last.ts";
import { loadDataset } from "../datasets/load-dataset.ts";
import { runTrial, type TrialOptions } from "./run-trial.ts";

const backend = await loadBackend();
const load = cacheLast(loadDataset);

const trial = (seed: number, parts: object): TrialConfig =>
  TrialConfig.parse({
    dataset: { name: "bars", trainSize: 300, testSize: 100 },
    model: { kind: "vae", latent: 2, hidden: [16] },
    objective: { beta: 0.5 },
    estimator: { kind: "pathwise" },
    epochs: 3,
    seed,
    ...parts,
  });

/** The checkpoint of a trial, and its first snapshot. */
const trained = async (config: TrialConfig, options: TrialOptions) => {
  let snapshot: Uint8Array | undefined;
  for await (const event of runTrial(config, { backend, load, snapshots: true, ...options })) {
    if (event.kind === "started") expect(event.rejectedBecause).toBeUndefined();
    if (event.kind === "snapshot") snapshot ??= event.file;
    if (event.kind === "finished") return { checkpoint: event.checkpoint, snapshot };
  }
  throw new Error("the trial did not finish");
};

test.each([
  ["plain", {}],
  ["with a schedule of beta", { objective: { beta: 1, schedule: { kind: "linear" } } }],
  ["with a lagging encoder", { lagging: { epochs: 1, maxEncoderSteps: 20 } }],
  ["that stop early", { earlyStopping: { heldOutShare: 0.1, patience: 1 } }],
])("trials %s have the same bits on the graphs of other seeds, resumed too", async (_, parts) => {
  const graphs = keptGraphs();
  for (const seed of [1, 2]) {
    const config = trial(seed, parts);
    const own = await trained(config, {});
    expect((await trained(config, { graphs })).checkpoint).toEqual(own.checkpoint);
    const { snapshot } = own;
    expect((await trained(config, { graphs, snapshot })).checkpoint).toEqual(own.checkpoint);
  }
});
