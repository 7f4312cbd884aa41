import { linearVaeOptimum } from "@vae-lab/core/exact";
import { expect, test } from "vitest";
import { runOf } from "../sources/run-of.ts";
import { gainLaws } from "./gain-laws.ts";

const eigenvalues = [4, 2, 1.5, 0.5];
const [tau, latentSize] = [1, 2];
const params = { "model.latent": String(latentSize), "objective.regulariser": "reverse-kl" };
const key = (series: string, mode: number): string => `${series}/0${mode}`;
const metrics = Object.fromEntries(
  eigenvalues.map((lambda, k) => [key("test/mode_gain_wiener", k), Math.max(0, 1 - tau / lambda)]),
);

test("of runs with the gains of the Wiener filter alone, the law is that of a model with its units", () => {
  const [law] = gainLaws({ runs: [runOf({ params, metrics })] }, eigenvalues.length);
  const { units } = linearVaeOptimum({ spectrum: eigenvalues, variance: tau, latentSize });
  expect(law?.name).toBe("linear optimum, 1 − τ/λ");
  expect(law?.points.map(({ x }) => x)).toEqual([1, 2, 3, 4]);
  for (const [k, { varMu, aggregatedVariance }] of units.entries())
    expect(law?.points[k]?.value).toBeCloseTo(varMu / aggregatedVariance, 12);
});

test("a logged prediction comes before the Wiener filter, and is 0 beyond its units", () => {
  const predicted = { [key("theory/mode_gain", 0)]: 0.7, [key("theory/mode_gain", 1)]: 0.4 };
  const run = runOf({ params, metrics: { ...metrics, ...predicted } });
  const [law] = gainLaws({ runs: [run] }, eigenvalues.length);
  expect(law?.points.map(({ value }) => value)).toEqual([0.7, 0.4, 0, 0]);
});

test("runs without either have no law", () => {
  expect(gainLaws({ runs: [runOf({ params })] }, 4)).toEqual([]);
});
