import { createRequire } from "node:module";
import { dirname } from "node:path";
import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { rng } from "@vae-lab/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { estimatorTable, weightsTable } from "../src/estimator-cases/index.ts";

const otherTests = tf.getBackend();
beforeAll(async () => {
  const entry = createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm");
  setWasmPaths(`${dirname(entry)}/`);
  expect(await tf.setBackend("wasm")).toBe(true);
});
afterAll(() => tf.setBackend(otherTests));

/** Some 1,500 comparisons: all of them are within this with a probability above 0.99. */
const mostErrors = 5;
const estimates = 5_000;

const cells = [
  ...estimatorTable.map((cell) => ({ ...cell, name: `${cell.family}: ${cell.estimator}` })),
  ...weightsTable.map((cell) => ({ ...cell, name: `weights: ${cell.estimator}` })),
];
const rows = [...new Set(cells.map(({ name }) => name))].map((name) => ({
  name,
  cells: cells.filter((cell) => cell.name === name),
}));

describe("with WebAssembly", () => {
  test.each(rows)("$name has its exact means for every law of its table", ({ cells: own }) => {
    for (const { law, measure } of own)
      for (const found of measure({ rng: rng(21), estimates }))
        expect(Math.abs(found.errorInErrors), `${law}: ${found.of}`).toBeLessThan(mostErrors);
  });
});
