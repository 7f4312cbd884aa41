import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeData } from "./describe-data.ts";
import { sampleSpectrum } from "./sample-spectrum.ts";
import { suggestLikelihood } from "./suggest-likelihood.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "vae-lab-describe-"));
});
afterAll(() => rm(folder, { recursive: true }));

test("a table is described with its columns, its classes and the spectrum of its correlations", async () => {
  const train = join(folder, "train.csv");
  // a and b are equal but for their units, d is not correlated with them: 3 standardised columns
  const rows = [
    [1, 100, 7, 1, "x"],
    [2, 200, 7, -1, "y"],
    [2, 200, 7, 1, "y"],
    [1, 100, 7, -1, "y"],
  ];
  await writeFile(train, `a,b,c,d,kind\n${rows.map((row) => row.join()).join("\n")}\n`);
  const found = await describeData({ name: "t", train, test: train, labels: "kind" });
  expect(found).toMatchObject({
    name: "t",
    sample: "vector of 4",
    type: "text",
    trainSize: 4,
    testSize: 4,
    range: { min: -1, max: 200 },
    labels: [
      { name: "x", count: 1 },
      { name: "y", count: 3 },
    ],
    constant: ["c"],
    suggestion: { likelihood: "learned-gaussian", scale: "standardise" },
  });
  expect(found.testShare).toBeUndefined();
  const { eigenvalues, samples } = found.spectrum;
  expect(samples).toBe(4);
  expect(eigenvalues).toHaveLength(2);
  expect(eigenvalues[0]).toBeCloseTo(2, 6);
  expect(eigenvalues[1]).toBeCloseTo(1, 6);
});

test("fewer samples than values have the same eigenvalues from the other product", () => {
  // Two samples ±v about their mean: one eigenvalue, |v|²
  const v = Float32Array.from({ length: 500 }, (_, d) => Math.sin(d));
  const mean = Float32Array.from({ length: 500 }, (_, d) => d % 3);
  const values = Float32Array.from([
    ...v.map((x, d) => (mean[d] ?? 0) + x),
    ...v.map((x, d) => (mean[d] ?? 0) - x),
  ]);
  const { eigenvalues } = sampleSpectrum(values, 500);
  expect(eigenvalues).toHaveLength(1);
  expect(eigenvalues[0]).toBeCloseTo(
    v.reduce((sum, x) => sum + x * x, 0),
    3,
  );
});

const vector = { kind: "vector", length: 2 } as const;
test.each([
  [{ min: 0, max: 1, isBinary: true }, true, "bernoulli", undefined],
  [{ min: 0, max: 1, isBinary: false }, true, "discretised-logistic", undefined],
  [{ min: 0, max: 1, isBinary: false }, false, "continuous-bernoulli", undefined],
  [{ min: 0, max: 2, isBinary: false }, false, "learned-gaussian", "standardise"],
] as const)("values of %j, bytes: %j, suit %s", (range, areBytes, likelihood, scale) => {
  expect(suggestLikelihood({ shape: vector, range, areBytes })).toMatchObject({
    likelihood,
    ...(scale && { scale }),
  });
});
