import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { numbersOf } from "../../test/at.ts";
import type { Vae } from "../models/model.ts";
import { fromTensors, type TrainedModel } from "../models/trained-model.ts";
import { rng } from "../random/rng.ts";
import { recipes } from "../recipes/recipes.ts";
import { isWide, rowsPerBatch } from "./chunks.ts";
import { codes, sampleCodes } from "./codes.ts";
import { decode, reconstructionLogLikelihood } from "./decode.ts";
import { elboTerms } from "./elbo-terms.ts";
import { runEagerly } from "./eval-function.ts";
import { forEachRowOfLogWeights } from "./log-weights.ts";

const [N, D, K] = [530, 2100, 2]; // more rows than the 512 of which the noise is drawn together
const x = rng(1).uniforms(N * D);
const bits = x.map((value) => Math.round(value));

let vae: TrainedModel<Vae>;
beforeAll(() => {
  const { model } = recipes.essayVae({ dataSize: D, hidden: [3], latentSize: K });
  const parameters = Object.entries(model.shapes).map(([name, shape]) => {
    const size = shape.reduce((product, n) => product * n, 1);
    return [
      name,
      {
        shape,
        values: rng(2)
          .fold(name)
          .normals(size)
          .map((v) => v / 20),
      },
    ];
  });
  vae = fromTensors(model, Object.fromEntries(parameters));
  return () => vae.dispose();
});

test("a batch holds fewer rows of wide data, whose tensors would take much memory", () => {
  expect([784, 1024, 12_288, 1e9].map(rowsPerBatch)).toEqual([512, 512, 42, 1]);
  expect([784, D].map(isWide)).toEqual([false, true]);
});

test("the ELBO of wide data has the codes that sampleCodes draws, and their likelihoods", () => {
  const terms = elboTerms(vae, bits, { rng: rng(3) });
  expect(terms.code).toEqual(sampleCodes(vae, bits, rng(3)));
  expect(terms.mean).toBeNear(codes(vae, bits).mean, 1e-5);
  const expected = reconstructionLogLikelihood(vae, bits, terms.code);
  expect(terms.reconstruction).toBeNear(expected, 1e-2); // of about −1500
  const row = 520;
  const z = terms.code.subarray(row * K, (row + 1) * K);
  const probabilities = decode(vae, z);
  const logProbability = probabilities.reduce(
    (sum, p, d) => sum + Math.log(bits[row * D + d] === 1 ? p : 1 - p),
    0,
  );
  expect(terms.reconstruction[row]).toBeCloseTo(logProbability, 1);
});

test("the log weights of wide data are those of all rows and draws computed together", () => {
  const rows = 3;
  const few = bits.subarray(0, rows * D);
  const found: Float64Array[] = [];
  forEachRowOfLogWeights(vae, few, { rng: rng(4), samples: 60, run: runEagerly }, (_, own) => {
    found.push(own.slice());
  });
  const { model, parameters } = vae;
  const noise = rng(4).fold("rows from", 0);
  const together = [0, 50].flatMap((first) =>
    tf.tidy(() => {
      const data = tf.tensor2d(few, [rows, D]);
      const q = model.posterior(parameters, data);
      const z = q.sample(noise.fold("draws from", first), Math.min(50, 60 - first));
      const prior = model.prior(parameters).logProb(z);
      const joint = model.logLikelihood(parameters, z, data).add(prior);
      return [...numbersOf(joint.sub(q.logProb(z)))];
    }),
  );
  const byDraw = together.map((_, i) => found[i % rows]?.[Math.floor(i / rows)] ?? Number.NaN);
  expect(byDraw).toBeNear(together, 1e-2);
});
