import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { loadBackend } from "../backend/native.ts";
import { excessCollapse } from "./excess-collapse.ts";

await loadBackend();

test("gains and what is left add up to the excess over theory, and no tensor stays behind", async () => {
  const tensors = tf.memory().numTensors;
  const values = await excessCollapse({
    dataset: { name: "mnist-14", trainSize: 600, testSize: 100 },
    ...{ epochs: 1, seeds: [1] },
  });
  expect(tf.memory().numTensors).toBe(tensors);
  const of = (quantity: string) =>
    values.find((each) => each.quantity === quantity)?.value ?? Number.NaN;
  const theory = of("active units by theory");
  expect(theory).toBeGreaterThan(0);
  expect(of("active units") + of("excess collapse")).toBe(theory);
  const gained = of("active units gained by training as long again, pathwise");
  expect(of("excess that is left")).toBe(of("excess collapse") - gained);
});
