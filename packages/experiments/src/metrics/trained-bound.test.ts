import type { TrainedModel, Vae } from "@vae-lab/core";
import { rng, train } from "@vae-lab/core";
import { iwaeLadder, runEagerly } from "@vae-lab/core/evaluation";
import { expect, test } from "vitest";
import { loadBackend } from "../backend/native.ts";
import { build } from "../build/build.ts";
import { TrialConfig } from "../config/trial-config.ts";
import { loadDataset } from "../datasets/load-dataset.ts";
import { trainedBoundOf } from "./trained-bound.ts";

await loadBackend();
const configOf = (inference?: object, samples = 5) =>
  TrialConfig.parse({
    dataset: { name: "bars", trainSize: 256, testSize: 600 },
    model: { kind: "vae", latent: 2, hidden: [16] },
    ...(inference ? { inference } : { objective: {} }),
    estimator: { kind: "pathwise", samples },
    epochs: 2,
  });
const shape = { kind: "image", width: 8, height: 8, channels: 1 } as const;

test("the trained IWAE bound is that of the ladder of K draws, within their standard errors", async () => {
  const config = configOf({ kind: "iwae" });
  const { train: training, test: held } = await loadDataset(config.dataset);
  const trainable = build(config, shape);
  const { epochs, batchSize, seed } = config;
  for await (const event of train(trainable, training.values, { epochs, batchSize, seed })) {
    if (event.kind !== "epoch" || event.epoch !== epochs) continue;
    const value = trainedBoundOf(config, trainable)?.(event.trained, held.values, { rng: rng(1) });
    const { rungs } = iwaeLadder(event.trained as TrainedModel<Vae>, held.values, {
      ...{ rng: rng(2), ladder: [1, 5, 50], run: runEagerly },
    });
    const [elbo, iwae] = rungs;
    // The ladder averages ten groups of five draws: one group varies √10 times as much.
    const error = (iwae?.drawError ?? 0) * Math.sqrt(1 + 10);
    expect(Math.abs((value ?? 0) - (iwae?.mean.value ?? 0))).toBeLessThan(4 * error);
    expect(value).toBeGreaterThan(elbo?.mean.value ?? 0);
  }
});

test("a trial that trains the ELBO has no other bound", () => {
  for (const config of [configOf(), configOf({ kind: "monte-carlo-elbo" }, 1)])
    expect(trainedBoundOf(config, build(config, shape))).toBeUndefined();
});
