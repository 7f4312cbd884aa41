import fc from "fast-check";
import { expect, test } from "vitest";
import { effectiveBeta, type LossConvention } from "./effective-beta.ts";
import { libraryConventions } from "./library-conventions.ts";

// beta in units of the ELBO, with σ² = 1 where the loss is a squared error: worked out by hand
const expected: readonly [library: string, beginning: string, beta: number, tau?: number][] = [
  ["pythae", "VAE, ½", 1, 1],
  ["pythae", "VAE of its first", 0.5, 0.5],
  ["PyTorch-VAE", "VanillaVAE in training", 1.536, 1.536],
  ["PyTorch-VAE", "VanillaVAE in validation", 6144, 6144],
  ["disent", "BetaVae, loss_reduction mean, beta 1", 245.76, 245.76],
  ["disent", "BetaVae, loss_reduction mean, its default", 0.73728, 0.73728],
  ["disentanglement_lib", "vae with l2_loss", 0.5, 0.5],
  ["disentanglement_lib", "vae with bernoulli_loss", 1],
  ["tfjs-examples", "fashion-mnist-vae", 0.5, 0.5],
  ["Keras blog", "Building", 392],
  ["Keras", "example of 2016", 784],
  ["Keras", "example since: mean", 1],
  ["Keras", "example since, with --mse", 0.5, 0.5],
  ["keras.io", "convolutional example of 2020", 0.5],
  ["keras.io", "convolutional example since", 1],
  ["PyTorch examples", "vae", 1],
  ["vae-lab", "Saghir's essay", 1],
];

test.each(expected)("%s, %s …: beta %d was trained", (library, beginning, beta, tau) => {
  const rows = libraryConventions.filter(
    (row) => row.library === library && row.description.startsWith(beginning),
  );
  expect(rows).toHaveLength(1);
  for (const row of rows) {
    const found = effectiveBeta(row);
    expect(found.beta).toBeCloseTo(beta, 10);
    if (tau === undefined) expect(found).not.toHaveProperty("tau");
    else expect(found.tau).toBeCloseTo(tau, 10);
  }
});

test("every library of the table has a row here", () => {
  expect(libraryConventions).toHaveLength(expected.length);
});

const reductions = fc.constantFrom("sum", "mean") as fc.Arbitrary<"sum" | "mean">;
const weight = fc.double({ min: 0.01, max: 100, noNaN: true });
const conventions = fc.record({
  of: fc.constantFrom("squared-error", "negative-log-likelihood") as fc.Arbitrary<
    LossConvention["reconstruction"]["of"]
  >,
  overPixels: reductions,
  overUnits: reductions,
  a: weight,
  b: weight,
  variance: weight,
  errors: fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 1, maxLength: 9 }),
  kls: fc.array(fc.double({ min: 0, max: 3, noNaN: true }), { minLength: 1, maxLength: 5 }),
});

test("every loss equals scale · (−log p(x|z) + beta · KL), for all reductions and weights", () => {
  fc.assert(
    fc.property(conventions, ({ of, overPixels, overUnits, a, b, variance, errors, kls }) => {
      const reduced = (values: readonly number[], by: "sum" | "mean") =>
        values.reduce((sum, v) => sum + v, 0) / (by === "mean" ? values.length : 1);
      // errors are |x − x̂| of each pixel; a Gaussian's constant is no part of the loss
      const perPixel = errors.map((e) => (of === "squared-error" ? e * e : (e * e) / 2 / variance));
      const loss = a * reduced(perPixel, overPixels) + b * reduced(kls, overUnits);
      const { beta, scale, tau } = effectiveBeta({
        reconstruction: { of, reduction: overPixels, weight: a },
        kl: { reduction: overUnits, weight: b },
        dataSize: errors.length,
        latentSize: kls.length,
        variance,
      });
      const nll = errors.reduce((sum, e) => sum + e * e, 0) / 2 / variance;
      const form = nll + beta * kls.reduce((sum, r) => sum + r, 0);
      expect(Math.abs(scale * form - loss)).toBeLessThan(1e-10 * Math.max(1, loss));
      expect(tau).toBeCloseTo(beta * variance, 10);
    }),
    { seed: 1, numRuns: 200 },
  );
});

test("tau of a squared error does not depend on the assumed variance", () => {
  const loss = {
    reconstruction: { of: "squared-error", reduction: "mean" },
    kl: { reduction: "sum", weight: 0.00025 },
    dataSize: 12288,
    latentSize: 128,
  } as const;
  expect(effectiveBeta({ ...loss, variance: 0.1 }).beta).toBeCloseTo(15.36, 10);
  expect(effectiveBeta({ ...loss, variance: 0.1 }).tau).toBeCloseTo(1.536, 10);
});

test("invalid sizes and weights are refused", () => {
  const loss: LossConvention = {
    reconstruction: { of: "squared-error", reduction: "sum" },
    kl: { reduction: "sum" },
    dataSize: 784,
    latentSize: 2,
  };
  expect(() => effectiveBeta({ ...loss, dataSize: 0 })).toThrow(
    "dataSize must be a whole number ≥ 1, got 0",
  );
  expect(() => effectiveBeta({ ...loss, kl: { reduction: "sum", weight: -1 } })).toThrow(
    "kl.weight must be ≥ 0, got -1",
  );
  expect(() => effectiveBeta({ ...loss, variance: 0 })).toThrow(
    "variance must be a number > 0, got 0",
  );
});
