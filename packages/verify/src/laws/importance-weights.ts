import * as tf from "@tensorflow/tfjs";
import { rng } from "@vae-lab/core";
import { expectedLogMean } from "../exact/weight-law.ts";
import type { Check } from "../matrix/check.ts";
import { estimated } from "../matrix/sample.ts";
import { toy, toyWeights } from "../museum/toy.ts";

/** log p − log q of the toy at standard normal noise of any shape. */
const toyLogWeights = (noise: tf.Tensor): tf.Tensor => {
  const { mean, sd } = toy.q;
  const z = noise.mul(sd).add(mean);
  return noise.square().sub(z.square()).mul(0.5).add(Math.log(sd));
};

const draws = 10;

const valueOfBound: Check = {
  law: "a bound of K draws has its exact value, which is below log p(x)",
  divergence: "IWAE",
  estimator: `K = ${draws}`,
  measure: ({ importanceWeighted }, { seed, estimates }) => {
    const values = tf.tidy(() => {
      const noise = rng(seed).fold("verify", "iwae").normal([draws, estimates]);
      return importanceWeighted(toyLogWeights(noise)).dataSync();
    });
    return [
      { of: "value", exact: expectedLogMean(toyWeights, draws), ...estimated(values) },
      { of: "bound on log p(x)", exact: 0, relation: "at-most", ...estimated(values) },
    ];
  },
};

const copies = 5;

const valueOfMeanOfBounds: Check = {
  law: "the mean of M bounds of K draws has the value of one of K draws",
  divergence: "MIWAE",
  estimator: `M = ${copies}, K = ${draws}`,
  measure: ({ multiplyImportanceWeighted }, { seed, estimates }) => {
    const values = tf.tidy(() => {
      const noise = rng(seed)
        .fold("verify", "miwae")
        .normal([copies, draws, Math.ceil(estimates / copies)]);
      return multiplyImportanceWeighted(toyLogWeights(noise)).dataSync();
    });
    return [{ of: "value", exact: expectedLogMean(toyWeights, draws), ...estimated(values) }];
  },
};

const negativeLogLikelihood: Check = {
  law: "an NLL of K draws is the negative of the bound of K draws",
  divergence: "NLL",
  estimator: "K = 1, 5",
  measure: ({ negativeLogLikelihood: nll }, { seed, estimates }) =>
    [1, 5].map((samples) => {
      const groups = 200;
      const images = Math.ceil(estimates / groups / samples);
      const values = Array.from({ length: groups }, (_, group) => {
        const draw = (image: number, count: number) => {
          const noise = rng(seed).fold("verify", "nll", group, image).normals(count);
          return Array.from(noise, (e) => {
            const z = toy.q.mean + toy.q.sd * e;
            return 0.5 * (e * e - z * z) + Math.log(toy.q.sd);
          });
        };
        return nll(draw, { images, samples, batchSize: 2 });
      });
      const exact = -expectedLogMean(toyWeights, samples);
      return { of: `value, K = ${samples}`, exact, ...estimated(values) };
    }),
};

const sumOverImages: Check = {
  law: "the bound of independent images is the sum of their bounds",
  divergence: "Rényi-α",
  estimator: "K = 3, α = ½",
  measure: ({ renyiBound }) => {
    const both = [
      [0.3, -1.2],
      [-0.7, 0.4],
      [1.1, -2],
    ];
    const alone = (n: number) =>
      renyiBound(
        both.map((draw) => [draw[n] ?? 0]),
        0.5,
      );
    return [
      {
        of: "value of two images",
        exact: alone(0) + alone(1),
        estimate: renyiBound(both, 0.5),
        tolerance: 1e-12,
      },
    ];
  },
};

export const importanceWeightLaws: readonly Check[] = [
  valueOfBound,
  valueOfMeanOfBounds,
  negativeLogLikelihood,
  sumOverImages,
];
