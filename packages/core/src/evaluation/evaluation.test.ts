import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { at } from "../../test/at.ts";
import { forwardKl } from "../divergences/forward-kl.ts";
import type { Autoencoder, Model, Vae } from "../models/model.ts";
import { fromTensors, type TrainedModel, toTensors } from "../models/trained-model.ts";
import { rng } from "../random/rng.ts";
import { recipes } from "../recipes/recipes.ts";
import { codes, sampleCodes } from "./codes.ts";
import { decode, reconstructionLogLikelihood } from "./decode.ts";
import { elboTerms } from "./elbo-terms.ts";

const [N, D, K] = [1100, 6, 2];
const sizes = { dataSize: D, hidden: [8], latentSize: K };
const x = rng(1).uniforms(N * D);

/** Parameters large enough that codes differ and variances are not 1. */
const drawn = <M extends Model>(model: M): TrainedModel<M> =>
  fromTensors(
    model,
    Object.fromEntries(
      Object.entries(model.shapes).map(([name, shape]) => {
        const size = shape.reduce((product, n) => product * n, 1);
        return [name, { shape, values: rng(2).fold(name).normals(size) }];
      }),
    ),
  );

let vae: TrainedModel<Vae>;
let autoencoder: TrainedModel<Autoencoder>;
beforeAll(() => {
  vae = drawn(recipes.essayVae(sizes).model);
  autoencoder = drawn(recipes.plainAutoencoder(sizes).model);
  return () => tf.dispose([vae.parameters, autoencoder.parameters]);
});

const mean = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, v) => sum + v, 0) / values.length;

test("what is computed for a row does not depend on the rows around it", () => {
  const row = 777;
  const alone = x.slice(row * D, (row + 1) * D);
  const { mean: means, logVariance = [] } = codes(vae, x);
  const single = codes(vae, alone);
  expect(means.slice(row * K, (row + 1) * K)).toBeNear(single.mean, 1e-6);
  expect(logVariance.slice(row * K, (row + 1) * K)).toBeNear(single.logVariance ?? [], 1e-6);
  const z = rng(3).normals(N * K);
  const zAlone = z.slice(row * K, (row + 1) * K);
  expect(decode(vae, z).slice(row * D, (row + 1) * D)).toBeNear(decode(vae, zAlone), 1e-6);
  expect(reconstructionLogLikelihood(vae, x, z).slice(row, row + 1)).toBeNear(
    reconstructionLogLikelihood(vae, alone, zAlone),
    1e-6,
  );
});

test("codes are drawn with the mean and the variance of q(z|x), within four standard errors", () => {
  const { mean: means, logVariance = [] } = codes(vae, x);
  const z = sampleCodes(vae, x, rng(4));
  const standard = z.map((v, i) => (v - (means[i] ?? 0)) / Math.exp((logVariance[i] ?? 0) / 2));
  expect(Math.abs(mean(standard))).toBeLessThan(4 / Math.sqrt(N * K));
  expect(Math.abs(mean(standard.map((e) => e * e)) - 1)).toBeLessThan(4 * Math.sqrt(2 / (N * K)));
  expect(sampleCodes(vae, x, rng(4))).toEqual(z);
});

describe("the terms of the ELBO", () => {
  test("have the rate that the moments give in double precision, by row and by unit", () => {
    const { mean: m, logVariance: l = [] } = codes(vae, x);
    const perUnit = Array.from(m, (mu, i) => {
      const logVariance = l[i] ?? 0;
      return (Math.expm1(logVariance) - logVariance + mu * mu) / 2;
    });
    const { rate, unitRate } = elboTerms(vae, x, { rng: rng(5) });
    const byRow = Array.from({ length: N }, (_, n) => at(perUnit, n * K) + at(perUnit, n * K + 1));
    expect(rate).toBeNear(byRow, 1e-6);
    const byUnit = [0, 1].map((k) => mean(perUnit.filter((_, i) => i % K === k)));
    expect(unitRate).toBeNear(byUnit, 1e-6);
  });

  test("have the log-likelihood of the codes that the same stream draws", () => {
    const { reconstruction, code, mean: means, logVariance } = elboTerms(vae, x, { rng: rng(6) });
    expect(code).toEqual(sampleCodes(vae, x, rng(6)));
    expect({ mean: means, logVariance }).toEqual(codes(vae, x));
    const z = sampleCodes(vae, x, rng(6));
    expect(reconstruction).toEqual(reconstructionLogLikelihood(vae, x, z));
  });

  test("vary less with more draws, and agree within four standard errors", () => {
    const few = elboTerms(vae, x, { rng: rng(7) }).reconstruction;
    const many = elboTerms(vae, x, { rng: rng(8), samples: 16 }).reconstruction;
    const differences = few.map((value, i) => value - (many[i] ?? 0));
    const sd = Math.sqrt(mean(differences.map((d) => d * d)));
    expect(Math.abs(mean(differences))).toBeLessThan((4 * sd) / Math.sqrt(N));
  });

  test("have the value of a regulariser only when it is asked for", () => {
    expect(elboTerms(vae, x, { rng: rng(5) }).regulariser).toBeUndefined();
    const { regulariser = [] } = elboTerms(vae, x, { rng: rng(5), regulariser: forwardKl });
    const { mean: m, logVariance: l = [] } = codes(vae, x);
    const forward = (i: number) =>
      (Math.expm1(-at(l, i)) + at(l, i) + at(m, i) ** 2 * Math.exp(-at(l, i))) / 2;
    expect(regulariser).toBeNear(
      Array.from({ length: N }, (_, n) => forward(n * K) + forward(n * K + 1)),
      1e-5,
    );
  });
});

test("the log-likelihood of a row is that of a Bernoulli variable per pixel", () => {
  const z = rng(9).normals(N * K);
  const p = decode(vae, z);
  const exact = Array.from({ length: N }, (_, n) =>
    Array.from({ length: D }, (_, d) => {
      const [pixel, chance] = [at(x, n * D + d), at(p, n * D + d)];
      return pixel * Math.log(chance) + (1 - pixel) * Math.log1p(-chance);
    }).reduce((sum, v) => sum + v, 0),
  );
  expect(reconstructionLogLikelihood(vae, x, z)).toBeNear(exact, 1e-5);
});

test("an autoencoder's code has no variance, and drawing it gives the code itself", () => {
  const { mean: place, logVariance } = codes(autoencoder, x);
  expect(logVariance).toBeUndefined();
  expect(sampleCodes(autoencoder, x, rng(1))).toEqual(place);
});

test("parameters read twice are the same, and writing to them changes nothing", () => {
  const first = toTensors(vae);
  first["encoder.mean.bias"]?.values.fill(99);
  expect(toTensors(vae)["encoder.mean.bias"]?.values).not.toContain(99);
});

test("arrays of the wrong length are refused with the rule", () => {
  expect(() => codes(vae, new Float32Array(7))).toThrow(
    "x must have one or more rows of 6 numbers",
  );
  expect(() => decode(vae, new Float32Array(3))).toThrow(
    "z must have one or more rows of 2 numbers",
  );
  expect(() => reconstructionLogLikelihood(vae, x, new Float32Array(2))).toThrow(
    "z must hold 1100 rows of 2 numbers, got 2 numbers",
  );
  expect(() => elboTerms(vae, x, { rng: rng(1), samples: 0 })).toThrow(
    "samples must be a whole number ≥ 1, got 0",
  );
});
