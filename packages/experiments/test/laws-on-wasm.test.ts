import { rng } from "@vae-lab/core";
import { estimatorTable, weightsTable } from "@vae-lab/core/laws";
import { beforeAll, describe, expect, test } from "vitest";
import { loadBackend, wasm } from "../src/backend/native.ts";

beforeAll(() => loadBackend([wasm]));

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
