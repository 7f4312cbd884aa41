import { expect, test } from "vitest";
import { rateWarning } from "./rate-warning.ts";

const step = (number: number, metrics: Record<string, number>) =>
  ({ kind: "step", epoch: 1, step: number, metrics, imagesPerSecond: 1 }) as const;

test("the first step whose rate is above 1e6 nats has a warning, and no other", () => {
  const warning = rateWarning();
  expect(warning(step(1, { "train/loss": 2e9 }))).toBeUndefined();
  expect(warning(step(2, { "train/rate": 1e6 }))).toBeUndefined();
  expect(warning(step(3, { "train/rate": 66_373_123 }))).toBe(
    "the rate at step 3 is 66400000 nats, more than 1000000; lower the learning rate, set optimizer.gradientClipping or set model.maxLogVariance",
  );
  expect(warning(step(4, { "train/rate": 1e30 }))).toBeUndefined();
});
