import {
  chiSquareFunctional,
  forwardKlFunctional,
  pathGradient,
  reverseKlFunctional,
} from "../exact/double-reparameterisation.ts";
import { expectedAggregate } from "../exact/stratified-estimate.ts";
import type { Check } from "../matrix/check.ts";

const densities = [0.8, 0.05, 0.02, 0.3, 0.01, 0.04];
const aggregate = densities.reduce((sum, q) => sum + q, 0) / densities.length;

const stratified: Check = {
  law: "stratified weights estimate q(z) without bias over all minibatches",
  divergence: "q(z)",
  estimator: "minibatch-stratified, 4 of 6",
  measure: ({ stratifiedWeights }) =>
    [0, 1, 2, 3].map((row) => ({
      of: `q(z), row ${row}`,
      exact: aggregate,
      estimate: expectedAggregate(stratifiedWeights(4, densities.length), row, densities),
      tolerance: 1e-12,
    })),
};

/** n/rank over its sum (Wang et al. 2018): ranks by hand. */
const ranks = [1, 4, 3, 5, 2];
const total = ranks.reduce((sum, rank) => sum + 1 / rank, 0);

const tailAdaptive: Check = {
  law: "tail-adaptive weights follow the ranks of the weights",
  divergence: "tail-adaptive f",
  estimator: "K = 5",
  measure: ({ tailAdaptiveWeights }) => {
    const found = tailAdaptiveWeights([3, 1, 2, 0.5, 2.5]);
    return ranks.map((rank, i) => ({
      of: `weight of rank ${rank}`,
      exact: 1 / rank / total,
      estimate: found[i] ?? Number.NaN,
      tolerance: 1e-12,
    }));
  },
};

const q = { mean: 0.3, sd: 1.5 };

/** Closed forms in (μ, σ) of q = N(μ, σ²) against p = N(0, 1). */
const functionals = [
  {
    divergence: "reverse KL",
    functional: reverseKlFunctional,
    gradient: [q.mean, q.sd - 1 / q.sd],
  },
  {
    divergence: "forward KL",
    functional: forwardKlFunctional,
    gradient: [q.mean / q.sd ** 2, 1 / q.sd - (1 + q.mean ** 2) / q.sd ** 3],
  },
  {
    divergence: "χ²(p‖q)",
    functional: chiSquareFunctional,
    // 1 + χ² = σ² e^{μ²/(2σ²−1)} / √(2σ²−1)
    gradient: (() => {
      const c = 2 * q.sd ** 2 - 1;
      const value = (q.sd ** 2 * Math.exp(q.mean ** 2 / c)) / Math.sqrt(c);
      return [
        (value * 2 * q.mean) / c,
        value * (2 / q.sd - (2 * q.sd) / c - (4 * q.sd * q.mean ** 2) / c ** 2),
      ];
    })(),
  },
];

const doublyReparameterised: readonly Check[] = functionals.map(
  ({ divergence, functional, gradient }) => ({
    law: "the doubly reparameterised gradient is the gradient of E f(log w)",
    divergence,
    estimator: "DReG, K = 1, integrated",
    measure: ({ pathCoefficient }) => {
      const found = pathGradient({ q }, (l) =>
        pathCoefficient({ ...functional(l), normalisedWeight: 1 }),
      );
      return ["d/dμ", "d/dσ"].map((of, i) => ({
        of,
        exact: gradient[i] ?? Number.NaN,
        estimate: found[i] ?? Number.NaN,
        tolerance: 1e-9,
      }));
    },
  }),
);

export const weightingLaws: readonly Check[] = [stratified, tailAdaptive, ...doublyReparameterised];
