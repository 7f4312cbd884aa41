import * as tf from "@tensorflow/tfjs";
import { type Normal, rng } from "@vae-lab/core";
import { normal, standardNormal } from "@vae-lab/core/distributions";
import { pathwiseWeights } from "@vae-lab/core/estimators";
import { importanceWeighted, type Joint, type WeightsObjective } from "@vae-lab/core/objectives";
import { expectedLogMean } from "../exact/weight-distribution.ts";
import { toy, toyWeights } from "../known-defects/toy.ts";
import type { Check } from "../matrix/check.ts";
import { estimated } from "../matrix/sample.ts";

/** q = N(1, 1.5²) in each of B rows, p(z) = N(0, 1) and p(x|z) = 1, so that log p(x) = 0. */
const toyJoint = (B: number): Joint<Normal> => ({
  q: normal({
    mean: tf.fill([B, 1], toy.q.mean),
    logVariance: tf.fill([B, 1], 2 * Math.log(toy.q.sd)),
  }),
  prior: standardNormal,
  logLikelihood: (z) => z.mul(0).sum(-1),
});

/** One value of the bound per row, B rows. */
const boundsOf = (objective: WeightsObjective, B: number, seed: number): ArrayLike<number> =>
  tf.tidy(() =>
    objective
      .bound(toyJoint(B), pathwiseWeights(), rng(seed).fold("verify", "bounds"))
      .bound.dataSync<"float32">(),
  );

const draws = 10;

const valueOfBound: Check = {
  property: "a bound of K draws has its exact value, which is below log p(x)",
  divergence: "IWAE",
  estimator: `K = ${draws}`,
  measure: ({ logMeanExp: functional }, { seed, estimates }) => {
    const values = boundsOf(importanceWeighted({ functional, samples: draws }), estimates, seed);
    return [
      { of: "value", exact: expectedLogMean(toyWeights, draws), ...estimated(values) },
      { of: "bound on log p(x)", exact: 0, relation: "at-most", ...estimated(values) },
    ];
  },
};

const copies = 5;

const valueOfMeanOfBounds: Check = {
  property: "the mean of M bounds of K draws has the value of one bound of K draws",
  divergence: "MIWAE",
  estimator: `M = ${copies}, K = ${draws}`,
  measure: ({ miwae }, { seed, estimates }) => {
    const objective = miwae({ samples: draws, groups: copies });
    const values = boundsOf(objective, Math.ceil(estimates / copies), seed);
    return [{ of: "value", exact: expectedLogMean(toyWeights, draws), ...estimated(values) }];
  },
};

const negativeLogLikelihood: Check = {
  property: "an NLL of K draws is the negative of the bound of K draws",
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
  property: "the bound of independent images is the sum of their bounds",
  divergence: "Rényi-α",
  estimator: "K = 3, α = ½",
  measure: ({ renyi }) => {
    const both = [
      [0.3, -1.2],
      [-0.7, 0.4],
      [1.1, -2],
    ];
    const of = (logW: number[][]) =>
      tf.tidy(() => renyi(0.5).value(tf.tensor2d(logW)).sum().dataSync()[0] ?? Number.NaN);
    const alone = (n: number) => of(both.map((draw) => [draw[n] ?? 0]));
    return [
      {
        of: "value of two images",
        exact: alone(0) + alone(1),
        estimate: of(both),
        tolerance: 1e-6,
      },
    ];
  },
};

export const importanceWeightProperties: readonly Check[] = [
  valueOfBound,
  valueOfMeanOfBounds,
  negativeLogLikelihood,
  sumOverImages,
];
