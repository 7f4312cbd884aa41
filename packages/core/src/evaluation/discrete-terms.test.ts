import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { at } from "../../test/at.ts";
import { uniformBernoulli } from "../distributions/bernoulli.ts";
import { normal } from "../distributions/normal.ts";
import { bernoulliFamily } from "../families/bernoulli.ts";
import { categoricalFamily } from "../families/categorical.ts";
import { exactKlPerUnit } from "../families/exact-kl.ts";
import type { FamilyVae } from "../models/model.ts";
import { fromTensors } from "../models/trained-model.ts";
import { vae } from "../models/vae.ts";
import { rng } from "../random/rng.ts";
import { priorCodes } from "./codes.ts";
import { elboTerms } from "./elbo-terms.ts";

const [N, D] = [600, 6];
const sizes = { dataSize: D, hidden: [8], prior: "learned" } as const;
const x = rng(1).uniforms(N * D);

const drawn = <M extends FamilyVae>(model: M) =>
  fromTensors(
    model,
    Object.fromEntries(
      Object.entries(model.shapes).map(([name, shape]) => {
        const size = shape.reduce((product, n) => product * n, 1);
        return [name, { shape, values: rng(2).fold(name).normals(size) }];
      }),
    ),
  );

const softmax = (logits: readonly number[]) => {
  const sum = logits.reduce((total, l) => total + Math.exp(l), 0);
  return logits.map((l) => Math.exp(l) / sum);
};

/** Σ q log(q/p) over the classes of each group of logits. */
const groupKl = (p: readonly number[], q: readonly number[]) =>
  q.reduce((sum, mass, i) => sum + mass * Math.log(mass / at(p, i)), 0);

test("the rate of Bernoulli codes is the sum of p log(p/r) over both values", () => {
  const trained = drawn(vae({ ...sizes, latentSize: 3, family: bernoulliFamily }));
  const { rate, unitRate, mean } = elboTerms(trained, x, { rng: rng(3) });
  const logits = trained.parameters["prior.logits"]?.dataSync() ?? [];
  const prior = [0, 1, 2].map((k) => 1 / (1 + Math.exp(-at(logits, k))));
  const units = (row: number) =>
    [0, 1, 2].map((k) => {
      const [q, p] = [at(mean, row * 3 + k), at(prior, k)];
      return groupKl([p, 1 - p], [q, 1 - q]);
    });
  expect([...rate.subarray(0, 20)]).toBeNear(
    Array.from({ length: 20 }, (_, row) => units(row).reduce((a, b) => a + b)),
    1e-4,
  );
  expect(unitRate).toHaveLength(3);
  expect(unitRate.reduce((a, b) => a + b)).toBeCloseTo(rate.reduce((a, b) => a + b) / N, 4);
  trained.dispose();
});

test("one-hot codes have one rate per unit, not per class", () => {
  const trained = drawn(vae({ ...sizes, latentSize: 2, classes: 3, family: categoricalFamily }));
  const { rate, unitRate, mean, code } = elboTerms(trained, x, { rng: rng(3) });
  const logits = [...(trained.parameters["prior.logits"]?.dataSync() ?? [])];
  const unit = (row: number, u: number) =>
    groupKl(softmax(logits.slice(3 * u, 3 * u + 3)), [
      ...mean.subarray(row * 6 + 3 * u, row * 6 + 3 * u + 3),
    ]);
  expect(rate[5]).toBeCloseTo(unit(5, 0) + unit(5, 1), 4);
  expect(unitRate).toHaveLength(2);
  const rows = Array.from({ length: N }, (_, row) => unit(row, 1));
  expect(unitRate[1]).toBeCloseTo(rows.reduce((a, b) => a + b) / N, 4);
  expect(code.reduce((a, b) => a + b)).toBe(2 * N);
  trained.dispose();
});

test("samples of a learned prior have its probabilities, within four standard errors", async () => {
  const trained = drawn(vae({ ...sizes, latentSize: 2, family: bernoulliFamily }));
  const logits = trained.parameters["prior.logits"]?.dataSync() ?? [];
  const z = priorCodes(trained, rng(5), 4000);
  for (const k of [0, 1]) {
    const p = 1 / (1 + Math.exp(-at(logits, k)));
    const share = z.filter((_, i) => i % 2 === k).reduce((a, b) => a + b) / 4000;
    expect(Math.abs(share - p)).toBeLessThan(4 * Math.sqrt((p * (1 - p)) / 4000));
  }
  await expect(() => elboTerms(trained, x, { rng: rng(3) })).toLeakNoTensors();
  await expect(() => priorCodes(trained, rng(5), 10)).toLeakNoTensors();
  trained.dispose();
});

test("there is no exact KL between distributions of two families", () => {
  const q = normal({ mean: tf.zeros([1, 2]), logVariance: tf.zeros([1, 2]) });
  expect(() => exactKlPerUnit(q, uniformBernoulli)).toThrow(
    "cannot compute an exact KL: no closed form between these two families",
  );
});
