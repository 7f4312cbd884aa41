import { rng } from "@vae-lab/core";
import { variance } from "@vae-lab/statistics";
import { expect, test } from "vitest";
import { madePoints } from "../../../test/made-points.ts";
import { frechetDistance } from "./frechet-distance.ts";

/** Points ±s of each axis: mean m and a diagonal covariance, exactly. */
const cross = (means: number[], deviations: number[]) => {
  const d = means.length;
  const n = 2 * d;
  const values = new Float32Array(n * d);
  for (let i = 0; i < n; i++)
    for (let k = 0; k < d; k++) {
      const step = Math.sqrt((n - 1) / 2) * (deviations[k] ?? 0);
      values[i * d + k] = (means[k] ?? 0) + (i >> 1 === k ? (i % 2 ? 1 : -1) * step : 0);
    }
  return { values, width: d };
};

test("of normals with diagonal covariances it is Σ (m − m′)² + (s − s′)²", () => {
  const { value } = frechetDistance(cross([0, 1, 2], [1, 2, 3]), cross([0, 3, 2], [1, 0.5, 4]));
  expect(value).toBeCloseTo(4 + 1.5 ** 2 + 1, 4);
});

test("of equal points it is 0", () => {
  const points = madePoints(100, 4, 3);
  expect(frechetDistance(points, points).value).toBeCloseTo(0, 9);
});

test("covariances that do not commute are compared as scipy.linalg.sqrtm does", () => {
  const data = madePoints(300, 3, 1);
  const { values } = madePoints(200, 3, 4);
  for (let i = 0; i < 200; i++)
    values[3 * i + 1] = 0.8 * (values[3 * i] ?? 0) + 0.3 * (values[3 * i + 1] ?? 0);
  // ((m - n)**2).sum() + trace(A + B - 2 * sqrtm(A @ B)), with A = cov(a.T)
  expect(frechetDistance(data, { values, width: 3 }).value).toBeCloseTo(0.3593838287465425, 6);
  const shifted = madePoints(250, 3, 2, { scale: 0.6, shift: 0.3 });
  expect(frechetDistance(data, shifted).value).toBeCloseTo(0.4706151856509409, 6);
});

test("a direction without variance is no obstacle", () => {
  const { value, standardError } = frechetDistance(cross([0, 0], [1, 0]), cross([0, 0], [2, 0]));
  expect(value).toBeCloseTo(1, 6);
  expect(standardError).toBeGreaterThan(0);
});

test("its standard error is the spread over repeated samples", () => {
  const repeats = 60;
  const n = 400;
  const noise = rng(1).normals(repeats * 2 * n * 3);
  const found = Array.from({ length: repeats }, (_, r) => {
    const part = (i: number) => noise.subarray((2 * r + i) * n * 3, (2 * r + i + 1) * n * 3);
    const other = part(1).map((e, i) => [1.5 * e + 0.7, 0.5 * e, e + 0.2][i % 3] ?? 0);
    return frechetDistance({ values: part(0), width: 3 }, { values: other, width: 3 });
  });
  const spread = Math.sqrt(variance(found.map(({ value }) => value)));
  const stated = found.reduce((sum, { standardError }) => sum + standardError, 0) / repeats;
  // A standard deviation of 60 values has a relative error of 1/√(2·59)
  expect(Math.abs(spread / stated - 1)).toBeLessThan(4 / Math.sqrt(2 * 59));
});
