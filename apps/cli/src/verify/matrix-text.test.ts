import type { Row } from "@vae-lab/verify";
import { expect, test } from "vitest";
import { matrixText } from "./matrix-text.ts";

const textOf = (...rows: Row[]): string =>
  matrixText({
    ...{ rows, unsupported: [], seed: 1, estimates: 2000, seconds: 1, passed: rows.length },
    ...{ failed: 0, threshold: 4.5, risk: 1e-4, statisticalComparisons: 1 },
  });

test("bounds have a dash instead of the smallest detectable bias, and the summary says why", () => {
  const row = { property: "p", divergence: "d", estimator: "e", of: "o", verdict: "pass" } as const;
  const text = textOf(
    { ...row, exact: 1, estimate: 1, relation: "equals", detects: 0 },
    { ...row, exact: 0, estimate: 0.1, relation: "at-least" },
  );
  expect(text).toMatch(/1\.0000 +1\.0000 +0$/m);
  expect(text).toMatch(/≥ 0 +0\.10000 +—$/m);
  expect(text).toContain("— for bounds ≤ and ≥, which only limit one side");
});
