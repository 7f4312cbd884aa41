import { expect, test } from "vitest";
import { at } from "../../test/at.ts";
import { drawn } from "../../test/drawn.ts";
import { families } from "../families/families.ts";
import { vae } from "../models/vae.ts";
import { rng } from "../random/rng.ts";
import { codes } from "./codes.ts";
import { elboTerms } from "./elbo-terms.ts";
import { meanOf } from "./estimate.ts";
import { unitRates } from "./unit-rates.ts";

const [D, N] = [3, 700];
const x = rng(1).uniforms(N * D);

test("the rate of a unit of a row is ½(μ² + s² − 1 − log s²), and rows add up to the ELBO's terms", async () => {
  const trained = drawn(vae({ dataSize: D, latentSize: 2, hidden: [4] }));
  const { units, rows } = unitRates(trained, x);
  await expect(() => unitRates(trained, x)).toLeakNoTensors();
  expect(units).toBe(2);
  const { mean, logVariance = new Float32Array() } = codes(trained, x);
  const exact = Array.from(mean, (m, i) => {
    const l = at(logVariance, i);
    return (m * m + Math.exp(l) - 1 - l) / 2;
  });
  expect(rows).toBeNear(exact, 1e-5);
  const { rate, unitRate } = elboTerms(trained, x, { rng: rng(2) });
  const sums = Float32Array.from(rate, (_, n) => at(rows, 2 * n) + at(rows, 2 * n + 1));
  expect(sums).toBeNear(rate, 1e-5);
  for (const k of [0, 1])
    expect(meanOf(rows.filter((_, i) => i % 2 === k))).toBeCloseTo(at(unitRate, k), 4);
  trained.dispose();
});

test("units of one-hot codes have one rate each", () => {
  const family = families.categorical;
  const trained = drawn(vae({ dataSize: D, latentSize: 4, classes: 3, hidden: [4], family }));
  const { units, rows } = unitRates(trained, x);
  expect([units, rows.length]).toEqual([4, 4 * N]);
  for (const rate of rows) {
    expect(rate).toBeGreaterThanOrEqual(-1e-6);
    expect(rate).toBeLessThanOrEqual(Math.log(3) + 1e-6);
  }
  trained.dispose();
});
