import { expect, test } from "vitest";
import { completeConfig } from "../config/complete-config.ts";
import { requireMemory, stepBytes, workerBytes, workersThatFit } from "./memory.ts";

const mnist = { dataSize: 784, trainSize: 60_000 };

test("a step of the VAE of 784-400-20 takes its parameters five times and its activations three times", () => {
  const parameters = 784 * 400 + 400 * 40 + 20 * 400 + 400 * 784;
  const activations = 128 * (784 + 400 + 40 + (20 + 400 + 784));
  expect(stepBytes(completeConfig({}), mnist)).toBe(4 * (5 * parameters + 3 * activations));
});

test("a step with a learned prior takes its parameters, and each draw beside each component", () => {
  const of = (model: object) => stepBytes(completeConfig({ model }), mnist);
  expect(of({ prior: { kind: "mixture", components: 7 } }) - of({})).toBe(
    4 * (5 * 7 * (20 + 20 + 1) + 3 * 128 * 7 * 20),
  );
  expect(of({ prior: { kind: "vamp", components: 7 } }) - of({})).toBe(
    4 * (5 * 7 * 784 + 3 * (128 * 7 * 20 + 7 * (784 + 400 + 40))),
  );
  expect(of({ codes: { kind: "two-layers", top: 4, between: [9] } }) - of({})).toBe(
    4 * (5 * (20 * 9 + 9 * 8 + (4 * 9 + 9 * 40)) + 3 * 128 * (20 + 9 + 8 + 4 + 9 + 40)),
  );
});

test.each<[string, object]>([
  ["model.latent", { model: { latent: 999_999_999 } }],
  ["model.hidden", { model: { hidden: [999_999_999] } }],
  ["model.hidden", { model: { hidden: [1_000_000, 1_000_000] } }],
  ["model.hidden", { model: { hidden: [1_000_000, 1_000_000], encoder: "convolutional" } }],
  ["model.prior.components", { model: { prior: { kind: "mixture", components: 999_999 } } }],
  ["model.prior.components", { model: { prior: { kind: "vamp", components: 9_999_999 } } }],
  ["estimator.samples", { estimator: { samples: 999_999_999 } }],
  ["batchSize", { batchSize: 60_000, model: { hidden: Array(60).fill(300) } }],
])("a config that needs more memory than there is is refused by its %s", (key, part) => {
  const message = new RegExp(`^cannot train the model: a step takes about .* GB .*reduce ${key} `);
  expect(() => requireMemory(completeConfig(part), mnist, 24e9)).toThrow(message);
});

test("a minibatch is no larger than the data", () => {
  expect(() =>
    requireMemory(completeConfig({ batchSize: 999_999_999 }), mnist, 24e9),
  ).not.toThrow();
});

test("as many workers run as fit into the free memory, and at least one", () => {
  const bytes = workerBytes(completeConfig({}), mnist);
  expect(bytes).toBeGreaterThan(4 * 60_000 * 784 + stepBytes(completeConfig({}), mnist));
  expect(workersThatFit(8, 1e9, 16e9)).toEqual({ count: 8 });
  expect(workersThatFit(8, 1e9, 3.4e9)).toEqual({
    count: 3,
    notice: "3 of 8 workers: each takes about 1 GB of memory, and 3.4 GB are free",
  });
  expect(workersThatFit(8, 1e9, 0.5e9).count).toBe(1);
  expect(workersThatFit(1, 1e9, 0.5e9)).toEqual({ count: 1 });
});
