import { rng } from "@vae-lab/core";
import { dreg, pathwiseWeights } from "@vae-lab/core/estimators";
import { expect, test } from "vitest";
import { loadBackend } from "../backend/native.ts";
import { signalToNoise, slopeInSamples } from "./signal-to-noise.ts";

await loadBackend();

const few = { rng: rng(3), samples: [8, 32, 128], estimates: 20_000 };
const many = { rng: rng(4), samples: [64, 256, 1024], estimates: 3000 };

// The smallest ratio is 0.035 with an error 1/√R of 20 %, so the slope over ln 16 has an error of about 0.07.
test("the signal-to-noise ratio of the encoder's pathwise gradient falls as K^−½", () => {
  const slope = slopeInSamples(signalToNoise(pathwiseWeights(), few), "inference");
  expect(Math.abs(slope + 0.5)).toBeLessThan(0.2);
});

test("the signal-to-noise ratio of the encoder's doubly reparameterised gradient grows as K^½", () => {
  const slope = slopeInSamples(signalToNoise(dreg(), few), "inference");
  expect(Math.abs(slope - 0.5)).toBeLessThan(0.05);
});

test("the signal-to-noise ratio of the generative gradient grows as K^½ with either estimator", () => {
  const plain = signalToNoise(pathwiseWeights(), many);
  const slope = slopeInSamples(plain, "generative");
  expect(Math.abs(slope - 0.5)).toBeLessThan(0.05);
  const double = signalToNoise(dreg(), many);
  double.forEach((row, i) => {
    expect(row.generative).toBeCloseTo(plain[i]?.generative ?? Number.NaN, 4);
  });
});
