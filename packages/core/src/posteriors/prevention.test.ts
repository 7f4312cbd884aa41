import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { at, numbersOf } from "../../test/at.ts";
import { begun } from "../../test/begun.ts";
import { normal, standardNormal } from "../distributions/normal.ts";
import { freeBits } from "../divergences/free-bits.ts";
import { reverseKl } from "../divergences/reverse-kl.ts";
import { elboTerms } from "../evaluation/elbo-terms.ts";
import type { Vae } from "../models/model.ts";
import { toTensors } from "../models/trained-model.ts";
import { vae } from "../models/vae.ts";
import { type Parameters, trainableNames } from "../networks/parameters.ts";
import { elbo } from "../objectives/elbo.ts";
import { adam } from "../optimizers/adam.ts";
import { rng } from "../random/rng.ts";
import { recipes } from "../recipes/recipes.ts";
import { fit as fitted } from "../training/fit.ts";
import { lossOf } from "../training/loss.ts";
import { train } from "../training/train.ts";
import { lossAndGradients } from "../training/train-step.ts";
import { parameterisedOf, type Trainable } from "../training/trainable.ts";
import { normalisedRate, withBatchNormalisedMean } from "./batch-normalised-mean.ts";
import { committedRate, withCommittedRate } from "./committed-rate.ts";
import { withVarianceFloor } from "./variance-floor.ts";

const sizes = { dataSize: 6, hidden: [8], latentSize: 4 };
const essay = recipes.essayVae(sizes);
const data = rng(1).uniforms(50 * 6);
const [B, K] = [3, 4];

describe("free bits", () => {
  const mean = rng(2).normals(B * K);
  const logVariance = rng(3).normals(B * K);
  /** KL of each unit in double precision: [B][K]. */
  const kl = Array.from({ length: B }, (_, b) =>
    Array.from({ length: K }, (_, k) => {
      const [m, l] = [at(mean, b * K + k), at(logVariance, b * K + k)];
      return (Math.expm1(l) - l + m * m) / 2;
    }),
  );
  const sumOf = (values: readonly number[]) => values.reduce((sum, v) => sum + v, 0);
  const evaluate = (regulariser: ReturnType<typeof freeBits>) =>
    tf.tidy(() => {
      const moments = [tf.tensor2d(mean, [B, K]), tf.tensor2d(logVariance, [B, K])];
      const { value, grads } = tf.valueAndGrads((m, l) =>
        regulariser.total(normal({ mean: m, logVariance: l }), standardNormal).mean(),
      )(moments);
      const q = normal({ mean: at(moments, 0), logVariance: at(moments, 1) });
      const perUnit = regulariser.perUnit(q, standardNormal).sum().div(B);
      return {
        value: at(numbersOf(value), 0),
        perUnit: at(numbersOf(perUnit), 0),
        gradients: grads.map(numbersOf),
      };
    });
  const plain = evaluate({ ...reverseKl });

  test("cost a unit λ where its mean over the minibatch is below, with no gradient there", () => {
    const means = Array.from({ length: K }, (_, k) => sumOf(kl.map((row) => at(row, k))) / B);
    const nats = (at(means.toSorted(), 1) + at(means.toSorted(), 2)) / 2;
    const { value, perUnit, gradients } = evaluate(freeBits({ nats }));
    expect([value, perUnit]).toBeNear(
      [0, 0].map(() => sumOf(means.map((m) => Math.max(m, nats)))),
      1e-6,
    );
    gradients.forEach((gradient, i) => {
      gradient.forEach((g, j) => {
        const free = at(means, j % K) < nats;
        expect(g).toBeCloseTo(free ? 0 : at(at(plain.gradients, i), j), free ? 20 : 6);
      });
    });
  });

  test("for each example and for groups of units are the same sums of maxima", () => {
    const groups = kl.map((row) => [at(row, 0) + at(row, 1), at(row, 2) + at(row, 3)]);
    const perExample = evaluate(freeBits({ nats: 1.5, groupSize: 2, over: "example" }));
    const exact = sumOf(groups.flat().map((g) => Math.max(g, 1.5))) / B;
    expect([perExample.value, perExample.perUnit]).toBeNear([exact, exact], 1e-6);
    expect(groups.flat().some((g) => g < 1.5) && groups.flat().some((g) => g > 1.5)).toBe(true);
    at(perExample.gradients, 0).forEach((g, j) => {
      const free = at(at(groups, Math.floor(j / K)), Math.floor((j % K) / 2)) < 1.5;
      expect(Math.abs(g) > 0).toBe(!free);
    });
  });

  test("leave the reconstruction to train the encoder: below λ its gradient is all there is", () => {
    const gradientsOf = (objective: ReturnType<typeof elbo>) =>
      tf.tidy(() => {
        const parameters: Parameters = essay.model.init(rng(4));
        const minibatch = { x: tf.tensor2d(data, [50, 6]) };
        const loss = lossOf({ ...essay, objective, estimator: essay.estimator } as Trainable);
        const { gradients, values, next } = lossAndGradients(loss, parameters, minibatch, rng(5));
        tf.dispose([values, next]);
        return Object.fromEntries(
          Object.entries(gradients).map(([name, g]) => [name, numbersOf(g)]),
        );
      });
    const free = gradientsOf(elbo({ regulariser: freeBits({ nats: 100 }) }));
    const reconstruction = gradientsOf(elbo({ beta: 0 }));
    expect(free).toEqual(reconstruction);
    const encoder = free["encoder.mean.weights"] ?? [];
    expect(Math.hypot(...encoder)).toBeGreaterThan(0.1);
    expect(free).not.toEqual(gradientsOf(elbo()));
  });

  test("that make no sense are refused", () => {
    expect(() => freeBits({ nats: 0 })).toThrow("nats must be a number > 0, got 0");
    expect(() => evaluate(freeBits({ nats: 1, groupSize: 3 }))).toThrow(
      "groupSize must divide the 4 units, got 3",
    );
  });
});

describe("the δ-VAE", () => {
  test("has the committed rate ½(σ² − 1 − ln σ²): .318147 with σ at most ½, 0 only at 1", () => {
    expect(committedRate({ max: 0.5 })).toBeCloseTo(0.318147, 6);
    expect(committedRate({ min: 2, max: 3 })).toBeCloseTo((4 - 1 - 2 * Math.LN2) / 2, 12);
    expect(() => committedRate({ min: 0.5, max: 1 })).toThrow(
      "[min, max] must not contain 1, got [0.5, 1]",
    );
    expect(() => withCommittedRate(essay.model, { min: 0.5, max: 0.4 })).toThrow(
      "max must be > min = 0.5, got 0.4",
    );
  });

  test("holds its rate above K of them, whatever the encoder gives", () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { minLength: 8, maxLength: 8 }),
        fc.double({ min: 0.01, max: 0.45, noNaN: true }),
        (numbers, min) => {
          const options = { min, max: min + 0.5 };
          const model = withCommittedRate<Vae>(
            {
              ...essay.model,
              posterior: () =>
                normal({
                  mean: tf.tensor2d(numbers.slice(0, 4), [1, 4]),
                  logVariance: tf.tensor2d(numbers.slice(4), [1, 4]),
                }),
            },
            options,
          );
          const unitRates = tf.tidy(() =>
            numbersOf(reverseKl.perUnit(model.posterior({}, tf.zeros([1, 6])), standardNormal)),
          );
          for (const rate of unitRates)
            expect(rate).toBeGreaterThanOrEqual(committedRate(options) - 1e-6);
        },
      ),
      { numRuns: 50 },
    );
  });

  test("trained with a beta that collapses others keeps every unit at its bound", async () => {
    const collapsing = {
      ...essay,
      objective: elbo({ beta: 100 }),
      optimizer: adam({ learningRate: 0.03 }),
    };
    const run = { epochs: 30, batchSize: 50, seed: 1 };
    const unitRates = async (trainable: Trainable & { model: typeof essay.model }) => {
      const trained = await fitted(trainable, data, run);
      const { unitRate } = elboTerms(trained, data, { rng: rng(1) });
      trained.dispose();
      return unitRate;
    };
    expect(Math.max(...(await unitRates(collapsing)))).toBeLessThan(0.05);
    const kept = await unitRates({ ...collapsing, model: withCommittedRate(essay.model) });
    for (const rate of kept) {
      expect(rate).toBeGreaterThan(committedRate());
      expect(rate).toBeLessThan(committedRate() + 0.3);
    }
  });
});

describe("the BN-VAE", () => {
  test("has the bound d(γ² + shift²)/2: 1.8 with d = 10, γ = .6", () => {
    expect(normalisedRate(new Float32Array(10), 0.6)).toBeCloseTo(1.8, 12);
    expect(normalisedRate([0.5, 0], 1)).toBeCloseTo(1.125, 12);
  });

  const model = withBatchNormalisedMean(vae({ ...sizes, latentSize: 10 }));

  test("keeps the rate of the training set above it, by statistics of the whole set", async () => {
    const trainable = {
      ...essay,
      model,
      objective: elbo({ beta: 100 }),
      optimizer: adam({ learningRate: 0.03 }),
    };
    let epochs = 0;
    for await (const event of train(trainable, data, { epochs: 12, batchSize: 16, seed: 1 })) {
      if (event.kind === "step") continue;
      epochs++;
      const { rate, mean } = elboTerms(event.trained, data, { rng: rng(1) });
      const shift = at(Object.values(pickedShift(toTensors(event.trained))), 0).values;
      const bound = normalisedRate(shift, 0.6);
      const average = rate.reduce((sum, r) => sum + r, 0) / rate.length;
      expect(average).toBeGreaterThan(bound * (1 - 1e-3));
      if (epochs === 12) expect(average).toBeLessThan(bound + 0.5);
      for (let k = 0; k < 10; k++) {
        const means = Array.from({ length: 50 }, (_, n) => at(mean, n * 10 + k));
        const centre = means.reduce((sum, m) => sum + m, 0) / 50;
        const variance = means.reduce((sum, m) => sum + (m - centre) ** 2, 0) / 50;
        expect(Math.abs(centre - at(shift, k))).toBeLessThan(1e-4);
        expect(Math.sqrt(variance)).toBeCloseTo(0.6, 2);
      }
    }
    expect(epochs).toBe(12);
  });

  test("normalises over the minibatch in training, and trains neither statistics nor a vain bias", () => {
    tf.tidy(() => {
      const parameters: Parameters = model.init(rng(1));
      const x = tf.tensor2d(data, [50, 6]);
      const q = model.posteriorInTraining?.(parameters, { x });
      if (q === undefined) throw new Error("there must be a posterior in training");
      const { mean, variance } = tf.moments(q.mean, 0);
      expect(Math.max(...numbersOf(mean.abs()))).toBeLessThan(1e-5);
      expect(numbersOf(variance)).toBeNear(Array(10).fill(0.36), 1e-3);
      expect(trainableNames(model)).toContain("encoder.normalised.shift");
      expect(trainableNames(model)).not.toContain("encoder.normalised.average");
      expect(trainableNames(model)).not.toContain("encoder.mean.bias");
    });
  });
});

const pickedShift = (parameters: ReturnType<typeof toTensors>) =>
  Object.fromEntries(Object.entries(parameters).filter(([name]) => name.endsWith("shift")));

test("a floor holds every log variance above it, and leaves those far above alone", () => {
  tf.tidy(() => {
    const logVariance = tf.tensor2d([[-200, -10, -3, 20]]);
    const floored = withVarianceFloor<Vae>(
      { ...essay.model, posterior: () => normal({ mean: tf.zeros([1, 4]), logVariance }) },
      { logVariance: -10 },
    ).posterior({}, tf.zeros([1, 6])).logVariance;
    expect(numbersOf(floored)).toBeNear(
      [-10, -10 + Math.LN2, -10 + Math.log1p(Math.exp(7)), 20],
      1e-5,
    );
  });
  expect(() => withVarianceFloor(essay.model, { logVariance: Number.NaN })).toThrow(
    "logVariance must be a finite number, got NaN",
  );
});

test.each<[string, Trainable]>([
  ["free bits", { ...essay, objective: elbo({ regulariser: freeBits({ nats: 0.1 }) }) }],
  ["δ-VAE", { ...essay, model: withCommittedRate(essay.model) }],
  ["BN-VAE", { ...essay, model: withBatchNormalisedMean(essay.model) }],
  ["variance floor", { ...essay, model: withVarianceFloor(essay.model, { logVariance: -5 }) }],
])("training with %s leaks no tensors", async (_, trainable) => {
  await expect(async () => {
    (await fitted(trainable, data, { epochs: 2, batchSize: 16, seed: 1 })).dispose();
  }).toLeakNoTensors();
});

test("a changed model is saved and restored whole, and composes with another change", () => {
  const model = withCommittedRate(withBatchNormalisedMean(essay.model));
  const trained = begun(model, 1);
  expect(Object.keys(toTensors(trained))).toEqual(Object.keys(model.shapes));
  expect(Object.keys(parameterisedOf({ ...essay, model }).shapes)).toEqual(
    Object.keys(model.shapes),
  );
  trained.dispose();
});
