import { rng } from "@vae-lab/core";
import { dreg, pathwiseWeights } from "@vae-lab/core/estimators";
import { expect, test } from "vitest";
import { signalToNoise, slopeInSamples } from "./signal-to-noise.ts";

const few = { rng: rng(3), samples: [8, 32, 128], estimates: 20_000 };
const many = { rng: rng(4), samples: [64, 256, 1024], estimates: 3000 };

/** 1/√R of the smallest ratio, 0.035, is 20 % of it: the slope over ln 16 is known to about 0.07. */
test("tighter bounds drown the encoder's gradient: its signal-to-noise ratio falls as K^−½", () => {
  const slope = slopeInSamples(signalToNoise(pathwiseWeights(), few), "inference");
  expect(Math.abs(slope + 0.5)).toBeLessThan(0.2);
});

test("doubly reparameterised it grows as K^½", () => {
  const slope = slopeInSamples(signalToNoise(dreg(), few), "inference");
  expect(Math.abs(slope - 0.5)).toBeLessThan(0.05);
});

test("that of the generative parameters grows as K^½, whichever estimates the encoder's", () => {
  const plain = signalToNoise(pathwiseWeights(), many);
  const slope = slopeInSamples(plain, "generative");
  expect(Math.abs(slope - 0.5)).toBeLessThan(0.05);
  const double = signalToNoise(dreg(), many);
  double.forEach((row, i) => {
    expect(row.generative).toBeCloseTo(plain[i]?.generative ?? Number.NaN, 4);
  });
});
