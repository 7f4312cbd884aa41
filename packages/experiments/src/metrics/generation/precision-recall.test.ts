import { rng } from "@vae-lab/core";
import { expect, test } from "vitest";
import { madePoints } from "../../../test/made-points.ts";
import { loadBackend } from "../../backend/native.ts";
import type { Points } from "./nearest-neighbours.ts";
import { precisionRecall } from "./precision-recall.ts";

await loadBackend();

const valuesOf = (found: ReturnType<typeof precisionRecall>) =>
  Object.fromEntries(Object.entries(found).map(([name, { value }]) => [name, value]));

/** Normal points around modes, the same number at each. */
const around = (modes: readonly number[], count: number, seed: number): Points => {
  const noise = rng(seed).normals(2 * count);
  const values = noise.map((e, i) => e + (i % 2 === 0 ? (modes[(i / 2) % modes.length] ?? 0) : 0));
  return { values, width: 2 };
};

test("precision, recall, density and coverage are those of the package prdc", () => {
  const data = madePoints(300, 3, 1);
  const generated = madePoints(250, 3, 2, { scale: 0.6, shift: 0.3 });
  // prdc 0.2: compute_prdc(a, b, 3) and compute_prdc(a, b, 5), with the points of madePoints
  const expected = {
    3: { precision: 0.84, recall: 0.19333333333333333, density: 0.732, coverage: 0.29 },
    5: {
      precision: 0.968,
      recall: 0.24666666666666667,
      density: 0.8648,
      coverage: 0.32666666666666666,
    },
  };
  for (const [k, wanted] of Object.entries(expected)) {
    const found = valuesOf(precisionRecall(data, generated, Number(k)));
    for (const [name, value] of Object.entries(wanted)) expect(found[name]).toBeCloseTo(value, 12);
  }
});

test("of equal distributions density is 1 and coverage 1 − Π (M − i)/(2M − i), within 4 standard errors", () => {
  const M = 1000;
  const found = precisionRecall(around([0], M, 1), around([0], M, 2));
  let missed = 1;
  for (let i = 1; i <= 5; i++) missed *= (M - i) / (2 * M - i); // Naeem et al. 2020, section 3.3
  const { density, coverage } = found;
  // The balls of data points vary too, which the standard errors leave out
  expect(Math.abs(coverage.value - (1 - missed))).toBeLessThan(4 * coverage.standardError);
  expect(Math.abs(density.value - 1)).toBeLessThan(0.1);
});

test("a generator that misses one of two modes keeps its precision and loses half of recall and coverage", () => {
  const data = around([-8, 8], 1000, 3);
  const both = precisionRecall(data, around([-8, 8], 1000, 4));
  const one = precisionRecall(data, around([8], 1000, 5));
  expect(one.precision.value).toBeGreaterThan(0.9);
  expect(Math.abs(one.precision.value - both.precision.value)).toBeLessThan(0.05);
  expect(one.recall.value / both.recall.value).toBeCloseTo(0.5, 1);
  expect(one.coverage.value / both.coverage.value).toBeCloseTo(0.5, 1);
});

test("points far from the data have no precision and cover nothing", () => {
  const found = valuesOf(precisionRecall(around([0], 200, 6), around([1000], 200, 7)));
  expect(found).toEqual({ precision: 0, recall: 0, density: 0, coverage: 0 });
});

test("the standard error of coverage is that of a share of the data points", () => {
  const { coverage } = precisionRecall(around([-8, 8], 400, 3), around([8], 400, 5));
  const { value: p, standardError } = coverage;
  expect(standardError).toBeCloseTo(Math.sqrt((p * (1 - p)) / 399), 12);
});
