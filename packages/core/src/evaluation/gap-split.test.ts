import { expect, test } from "vitest";
import { at } from "../../test/at.ts";
import { linearWithEncoder } from "../../test/linear-encoder.ts";
import { rng } from "../random/rng.ts";
import { codes } from "./codes.ts";
import { meanOf } from "./estimate.ts";
import { gapSplit } from "./gap-split.ts";
import { linearGaussian } from "./linear-gaussian.ts";

const [D, K, N] = [5, 2, 30];
const x = rng(1).normals(N * D);

const split = (offset: number, spread: number) => {
  const trained = linearWithEncoder({ dataSize: D, latentSize: K, variance: 0.2, offset, spread });
  const exact = linearGaussian(trained);
  const { mean, logVariance = [] } = codes(trained, x);
  const distributions = Array.from({ length: N }, (_, n) => {
    const { logProbability, reverseKl } = exact.at(x.subarray(n * D, (n + 1) * D));
    const [start, end] = [n * K, (n + 1) * K];
    const q = { mean: mean.slice(start, end), logVariance: logVariance.slice(start, end) };
    return { logProbability, gap: reverseKl(q) };
  });
  const logProbability = Float64Array.from(
    distributions,
    (distribution) => distribution.logProbability,
  );
  const found = gapSplit(trained, x, { rng: rng(2), logProbability, samples: 300 });
  trained.dispose();
  // Of all diagonal normals the best has the posterior's mean and the precisions' diagonal
  const [p0 = 0, p01 = 0, , p1 = 0] = exact.posteriorPrecision;
  const best = (Math.log(p0) + Math.log(p1) - Math.log(p0 * p1 - p01 * p01)) / 2;
  return { ...found, best, gaps: distributions.map(({ gap }) => gap) };
};

test("the best diagonal normal of a linear model is as far from p(z|x) as its closed form says", () => {
  const { approximation, amortisation, best } = split(0, 1);
  expect(best).toBeGreaterThan(0.012);
  // All rows have one gap; refinement ends a little short of it
  const error = Math.sqrt(meanOf(approximation.drawErrors.map((e) => e * e)) / N);
  expect(Math.abs(approximation.mean.value - best)).toBeLessThan(4 * error + 0.002);
  expect(Math.abs(amortisation.mean.value)).toBeLessThan(4 * error + 0.002);
});

test("an encoder that is off has the amortisation gap of its closed form", () => {
  const { approximation, amortisation, best, gaps } = split(0.2, 1.5);
  const error = amortisation.mean.standardError;
  expect(Math.abs(amortisation.mean.value - (meanOf(gaps) - best))).toBeLessThan(4 * error + 0.002);
  gaps.forEach((gap, n) => {
    const sum = at(approximation.rows, n) + at(amortisation.rows, n);
    const own = at(approximation.drawErrors, n) + at(amortisation.drawErrors, n);
    expect(Math.abs(sum - gap)).toBeLessThan(4 * own);
  });
});

test("without log p(x) the draws of the best q stand for it: the gap is nearly that of its closed form", () => {
  const trained = linearWithEncoder({ dataSize: D, latentSize: K, variance: 0.2, offset: 0.2 });
  const { approximation } = gapSplit(trained, x, { rng: rng(2), samples: 300 });
  const [p0 = 0, p01 = 0, , p1 = 0] = linearGaussian(trained).posteriorPrecision;
  trained.dispose();
  const best = (Math.log(p0) + Math.log(p1) - Math.log(p0 * p1 - p01 * p01)) / 2;
  for (const gap of approximation.rows) expect(gap).toBeGreaterThan(0); // Jensen's inequality
  const error = Math.sqrt(meanOf(approximation.drawErrors.map((e) => e * e)) / N);
  expect(Math.abs(approximation.mean.value - best)).toBeLessThan(4 * error + 0.002);
});

test("log p(x) of other rows is refused", () => {
  const trained = linearWithEncoder({ dataSize: D, latentSize: K });
  expect(() => gapSplit(trained, x, { rng: rng(1), logProbability: new Float64Array(2) })).toThrow(
    "logProbability must hold 30 numbers, got 2",
  );
  trained.dispose();
});

test("a split leaves no tensors behind", async () => {
  const trained = linearWithEncoder({ dataSize: D, latentSize: K });
  const options = { logProbability: new Float64Array(N), samples: 3, refinement: { steps: 2 } };
  await expect(() => gapSplit(trained, x, { rng: rng(1), ...options })).toLeakNoTensors();
  trained.dispose();
});
