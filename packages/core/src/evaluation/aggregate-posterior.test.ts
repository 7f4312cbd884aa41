import { expect, test } from "vitest";
import { at } from "../../test/at.ts";
import { drawn } from "../../test/drawn.ts";
import { linearWithEncoder } from "../../test/linear-encoder.ts";
import { mixtureEntropy } from "../exact/mixture-entropy.ts";
import { vae } from "../models/vae.ts";
import { rng } from "../random/rng.ts";
import { aggregatePosterior } from "./aggregate-posterior.ts";
import { codes } from "./codes.ts";
import { elboTerms } from "./elbo-terms.ts";
import { estimateOf, meanOf } from "./estimate.ts";

const momentsOf = (trained: Parameters<typeof codes>[0], x: Float32Array) => {
  const { mean, logVariance = [] } = codes(trained, x);
  return { mean, variance: Float64Array.from(logVariance, Math.exp) };
};

test("the entropy of one normal is its closed form, of far ones that and the entropy of the choice", () => {
  const normal = (variance: number) => (1 + Math.log(2 * Math.PI * variance)) / 2;
  expect(mixtureEntropy({ mean: [3], variance: [0.04] }, 1)).toBeCloseTo(normal(0.04), 10);
  const plane = mixtureEntropy({ mean: [0, 1], variance: [0.5, 2] }, 2);
  expect(plane).toBeCloseTo(normal(0.5) + normal(2), 10);
  const far = { mean: [0, 40, 80], variance: [1, 0.25, 1] };
  const parts = (2 * normal(1) + normal(0.25)) / 3;
  expect(mixtureEntropy(far, 1)).toBeCloseTo(parts + Math.log(3), 10);
  expect(() => mixtureEntropy({ mean: [0, 0], variance: [1e-18, 1] }, 1)).toThrow(
    "the grid over a mixture must have at most",
  );
});

test.each([1, 2] as const)(
  "the rate of a set is its information plus KL(q(z)‖p(z)), both exact, with %d units",
  async (K) => {
    const trained = drawn(vae({ dataSize: 3, latentSize: K, hidden: [4] }));
    const N = 60;
    const x = rng(1).uniforms(N * 3);
    const q = momentsOf(trained, x);
    const found = aggregatePosterior(trained, x, { rng: rng(2), samples: 40 });
    await expect(() => aggregatePosterior(trained, x, { rng: rng(2) })).toLeakNoTensors();
    expect(found.rate).toBeCloseTo(meanOf(elboTerms(trained, x, { rng: rng(3) }).rate), 5);

    const entropy = mixtureEntropy(q, K);
    const own = meanOf(q.variance.map((v) => (1 + Math.log(2 * Math.PI * v)) / 2)) * K;
    const information = entropy - own;
    const second = meanOf(Float64Array.from(q.mean, (m, i) => m * m + at(q.variance, i))) * K;
    const kl = second / 2 + (K / 2) * Math.log(2 * Math.PI) - entropy;
    expect(information + kl).toBeCloseTo(found.rate, 5);

    const { value, standardError, ceiling } = found.mutualInformation;
    expect(Math.abs(value - information)).toBeLessThan(4 * standardError);
    expect(standardError).toBeLessThan(0.05);
    expect(ceiling).toBe(Math.log(N));
    expect(found.jointKl.lower).toBeLessThan(kl + 1e-9);
    if (K === 1) expect(found.jointKl.lower).toBeCloseTo(kl, 6);
    expect(Math.abs(found.jointKl.upper.value - kl)).toBeLessThan(4 * standardError);
    trained.dispose();
  },
);

test("information is between 0 and log N, and says when log N is all it shows", () => {
  const encoded = (variance: number) => {
    const trained = linearWithEncoder({ dataSize: 6, latentSize: 4, variance });
    const found = aggregatePosterior(trained, rng(4).normals(40 * 6), { rng: rng(5) });
    trained.dispose();
    return found.mutualInformation;
  };
  const [nothing, something, all] = [encoded(1000), encoded(2), encoded(1e-4)];
  for (const { value, standardError, ceiling } of [nothing, something, all]) {
    expect(value).toBeGreaterThan(-4 * standardError);
    expect(value).toBeLessThanOrEqual(ceiling + 1e-4);
  }
  expect(nothing.value).toBeLessThan(0.05);
  expect(all.value).toBeCloseTo(Math.log(40), 3);
  expect([nothing, something, all].map(({ saturated }) => saturated)).toEqual([false, false, true]);
});

test("the information of the population lies between the estimate and its upper one", () => {
  const [D, N] = [6, 300];
  const trained = linearWithEncoder({ dataSize: D, latentSize: 1 });
  const weights = trained.parameters["encoder.mean.weights"]?.dataSync() ?? [];
  const logVariance = at(trained.parameters["encoder.logVariance"]?.dataSync() ?? [], 0);
  // x ~ N(0, I): μ(x) ~ N(c, |v|²), and I = ½ log(1 + |v|²/s²)
  const square = Array.from(weights).reduce((sum, v) => sum + v * v, 0);
  const exact = Math.log1p(square / Math.exp(logVariance)) / 2;
  const found = Array.from({ length: 20 }, (_, r) =>
    aggregatePosterior(trained, rng(r).normals(N * D), { rng: rng(100 + r) }),
  ).map(({ mutualInformation }) => mutualInformation);
  trained.dispose();
  const low = found.map(({ value }) => value);
  const high = found.map(({ upper }) => upper.value);
  for (const [values, sign] of [
    [low, -1],
    [high, 1],
  ] as const) {
    const { value, standardError } = estimateOf(values);
    expect(sign * (value - exact)).toBeGreaterThan(-3 * standardError);
    expect(Math.abs(value - exact)).toBeLessThan(0.05);
  }
  low.forEach((value, r) => {
    expect(value).toBeLessThan(at(high, r));
  });
});
