import { expect, test } from "vitest";
import { completeConfig } from "../config/complete-config.ts";
import { longestFirst, trialWork } from "./trial-work.ts";

const data = { dataSize: 784, trainSize: 100 };

test("the work of a trial grows with epochs, data, samples and layers as their product", () => {
  // 784-400-20, with a mean and a variance per latent: 784·400 + 400·40 and 20·400 + 400·784 weights
  expect(trialWork(completeConfig({ epochs: 3 }), data)).toBe(300 * (329_600 + 321_600));
  const more = { inference: { kind: "iwae" }, estimator: { kind: "pathwise", samples: 5 } };
  expect(trialWork(completeConfig({ epochs: 1, ...more }), data)).toBe(
    100 * (329_600 + 5 * 321_600),
  );
});

test("the longest trials come first, and equal ones stay in their order", () => {
  const trials = ["a", "b", "c", "d"].map((id) => ({
    ...{ id, label: id, config: completeConfig({}), dataHash: "" },
  }));
  const work = new Map(Object.entries({ a: 1, b: 2, c: 1, d: 3 }));
  expect(longestFirst(trials, work).map(({ id }) => id)).toEqual(["d", "b", "a", "c"]);
});
