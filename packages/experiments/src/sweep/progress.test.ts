import { expect, test } from "vitest";
import { unplannedTrial } from "../../test/unplanned-trial.ts";
import { TrialConfig } from "../config/trial-config.ts";
import { progressOf } from "./progress.ts";

const config = TrialConfig.parse({
  dataset: { name: "bars" },
  model: { kind: "autoencoder", latent: 2 },
});
const trial = unplannedTrial(config);

const stepAt = (step: number) => ({
  kind: "step" as const,
  epoch: 1,
  step,
  metrics: { "train/loss": 7 },
  imagesPerSecond: 100,
});

test("the first and the last step are told, and in between one each tenth of a second", () => {
  let time = 0;
  const progress = progressOf(trial, 100, () => time);
  const told = Array.from({ length: 100 }, (_, i) => {
    time += 30;
    return progress(stepAt(i + 1));
  }).filter((event) => event !== undefined);
  expect(told[0]?.step).toBe(1);
  expect(told.at(-1)?.step).toBe(100);
  expect(told).toHaveLength(26);
});

test("the time left is that of the steps left at the pace so far", () => {
  let time = 0;
  const progress = progressOf(trial, 100, () => time);
  time = 5000;
  expect(progress(stepAt(25))).toMatchObject({ secondsLeft: 15, loss: 7 });
});

test("a trial without an ELBO tells none", () => {
  expect(progressOf(trial, 1)(stepAt(1))).not.toHaveProperty("elbo");
});
