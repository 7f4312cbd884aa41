import { rng } from "@vae-lab/core";
import { afterAll, describe, expect, test } from "vitest";
import { weightsTable } from "./weights-table.ts";

/** The smallest bias that each estimator would have detected at its worst functional. */
const detectable = new Map<string, number>();

afterAll(() => {
  const lines = [...detectable].map(([row, bias]) => `${row}: ${bias.toPrecision(2)}`);
  console.info(`smallest bias that four standard errors detect\n${lines.join("\n")}`);
});

describe.each(weightsTable)("$estimator, for $testCase", (cell) => {
  test("has the gradient as its exact mean unless the table marks it as biased", () => {
    const { gradient, moments } = cell.known();
    const biases = Object.entries(gradient).map(([name, [exact = Number.NaN]]) =>
      Math.abs((moments[name]?.[0]?.mean ?? Number.NaN) - exact),
    );
    const largest = Math.max(...biases);
    if (cell.isUnbiased) expect(largest).toBeLessThan(1e-5);
    else expect(largest).toBeGreaterThan(0.02);
  });

  test("has its exact mean and variance in a sample of estimates", () => {
    for (const found of cell.estimate({ rng: rng(12), estimates: 40_000 })) {
      expect(Math.abs(found.errorInErrors), found.of).toBeLessThan(4);
      expect(
        Math.abs(found.variance - (found.exactVariance ?? Number.NaN)),
        found.of,
      ).toBeLessThanOrEqual(4 * found.standardErrorOfVariance);
      detectable.set(
        cell.estimator,
        Math.max(detectable.get(cell.estimator) ?? 0, found.smallestDetectableBias),
      );
    }
  });
});
