import { expectedAggregate } from "../exact/stratified-estimate.ts";
import type { Check } from "../matrix/check.ts";

const densities = [0.8, 0.05, 0.02, 0.3, 0.01, 0.04];
const aggregate = densities.reduce((sum, q) => sum + q, 0) / densities.length;

const stratified: Check = {
  property: "stratified weights estimate q(z) without bias over all minibatches",
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

/** n/rank, normalised (Wang et al. 2018); the ranks are written by hand. */
const ranks = [1, 4, 3, 5, 2];
const total = ranks.reduce((sum, rank) => sum + 1 / rank, 0);

const tailAdaptive: Check = {
  property: "tail-adaptive weights follow the ranks of the weights",
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

export const weightingProperties: readonly Check[] = [stratified, tailAdaptive];
