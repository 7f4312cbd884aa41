import * as tf from "@tensorflow/tfjs";
import { elbo, pathwise, reverseKl, rng, vae } from "@vae-lab/core";
import { expect, test } from "vitest";
import { loadBackend } from "../backend/native.ts";
import { recurrentDecoder, type Unit } from "./recurrent-decoder.ts";

await loadBackend();
const [D, K, H] = [4, 2, 3];
const x = [1, 0, 0, 1];

/** log p(x|z) of the recurrent decoder, in plain numbers. */
const plain = (weights: Readonly<Record<string, number[]>>, z: readonly number[]): number => {
  const own = (name: string) => weights[name] as number[];
  const times = (vector: readonly number[], matrix: readonly number[], columns: number) =>
    Array.from({ length: columns }, (_, j) =>
      vector.reduce((sum, value, i) => sum + value * (matrix[i * columns + j] as number), 0),
    );
  const input = times(z, own("own.code"), H).map(
    (a, j) => a + (own("own.hiddenBias")[j] as number),
  );
  let h = input.map(Math.sin);
  for (let round = 1; round < 3; round++) {
    const back = times(h, own("own.recurrent"), H);
    h = input.map((a, j) => Math.sin(a + (back[j] as number)));
  }
  return times(h, own("own.output"), D).reduce((sum, logit, d) => {
    const l = logit + (own("own.outputBias")[d] as number);
    return sum + l * (x[d] as number) - Math.log1p(Math.exp(l));
  }, 0);
};

const modelWith = (unit: Unit) =>
  vae({ dataSize: D, latentSize: K, hidden: [H], decoder: recurrentDecoder(unit) });
const sine: Unit = (a) => a.sin();

test("log p(x|z) is that of the recurrence in plain numbers", () => {
  const model = modelWith(sine);
  tf.tidy(() => {
    const parameters = model.init(rng(3));
    const weights = Object.fromEntries(
      Object.entries(parameters).map(([name, tensor]) => [name, [...tensor.dataSync()]]),
    );
    for (const z of [
      [0.3, -1.2],
      [2, 0.7],
    ]) {
      const found = model.logLikelihood(parameters, tf.tensor3d([[z]]), tf.tensor2d([x]));
      expect(found.dataSync()[0]).toBeCloseTo(plain(weights, z), 5);
    }
  });
});

test("the encoder gets a gradient of the reconstruction through sines, and none through steps", () => {
  const gradientOf = (unit: Unit): number => {
    const model = modelWith(unit);
    return tf.tidy(() => {
      const { "encoder.mean.weights": weights, ...rest } = model.init(rng(3));
      if (weights === undefined) throw new Error("the encoder has no head for the mean");
      const gradient = tf.grad((own) => {
        const parameters = { ...rest, "encoder.mean.weights": own };
        const data = tf.tensor2d([x]);
        const { reconstruction } = elbo({ regulariser: reverseKl }).bound(
          {
            q: model.posterior(parameters, data),
            prior: model.prior(parameters),
            logLikelihood: (z) => model.logLikelihood(parameters, z, data),
          },
          pathwise(),
          rng(4),
        );
        return reconstruction.sum();
      })(weights);
      return gradient.abs().sum().dataSync()[0] ?? Number.NaN;
    });
  };
  expect(gradientOf(sine)).toBeGreaterThan(1e-3);
  expect(gradientOf((a) => a.sin().step())).toBe(0);
});
