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

/** All of about 1,500 comparisons are within this many standard errors with a probability above 0.99. */
const maxErrors = 5;
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
  test.each(rows)("$name has its exact means in every case", ({ cells: own }) => {
    for (const { testCase, estimate } of own)
      for (const found of estimate({ rng: rng(21), estimates }))
        expect(Math.abs(found.errorInErrors), `${testCase}: ${found.of}`).toBeLessThan(maxErrors);
  });
});
