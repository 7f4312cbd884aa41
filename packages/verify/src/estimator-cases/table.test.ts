import { rng } from "@vae-lab/core";
import { afterAll, describe, expect, test } from "vitest";
import { type Cell, estimatorTable } from "./table.ts";

/** The smallest bias that each row would have detected in its worst case, printed after the tests. */
const detectable = new Map<string, number>();

afterAll(() => {
  const lines = [...detectable].map(([row, bias]) => `${row}: ${bias.toPrecision(2)}`);
  console.info(`smallest bias that four standard errors detect\n${lines.join("\n")}`);
});

const nameOf = ({ family, estimator }: Cell) => `${family}: ${estimator}`;
const rows = [...new Set(estimatorTable.map(nameOf))].map((name) => ({
  name,
  cells: estimatorTable.filter((cell) => nameOf(cell) === name),
}));

describe.each(rows)("$name", ({ name, cells }) => {
  test.each(cells)("has its exact mean and variance for $testCase", ({ estimate, isUnbiased }) => {
    for (const found of estimate({ rng: rng(11), estimates: 20_000 })) {
      expect(Math.abs(found.errorInErrors)).toBeLessThan(4);
      if (isUnbiased) expect(Math.abs(found.biasInErrors)).toBeLessThan(4);
      if (found.exactVariance !== undefined)
        expect(Math.abs(found.variance - found.exactVariance)).toBeLessThanOrEqual(
          4 * found.standardErrorOfVariance,
        );
      detectable.set(name, Math.max(detectable.get(name) ?? 0, found.smallestDetectableBias));
    }
  });
});
