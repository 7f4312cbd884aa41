import { expectedAggregate } from "../exact/stratified-estimate.ts";
import type { Defect } from "./defect.ts";
import type { Implementations } from "./implementations.ts";
import { reference } from "./reference.ts";

/** Uses stride B in the flat matrix instead of B + 1 for the diagonal, and the corner of the wrong row. */
const byColumn: Implementations["stratifiedWeights"] = (B, N) => {
  const others = B - 1;
  const last = (N - others) / (N * others);
  return Array.from({ length: B }, (_, i) =>
    Array.from({ length: B }, (_, j) => {
      if (j === 0) return i === B - 2 ? last : 1 / N;
      return j === 1 ? last : 1 / others;
    }),
  );
};

/** q(z|x_j) at a code of example 0, where it is much larger than for the other five. */
const densities = [0.8, 0.05, 0.02, 0.02, 0.01, 0.01];
const aggregate = densities.reduce((sum, q) => sum + q, 0) / densities.length;

export const stratifiedWeightsColumn: Defect = {
  name: "stratified-weights-column",
  number: "D4",
  library: "pythae, PyTorch-VAE (and the code of Chen et al. 2018)",
  source: "rtqichen/beta-tcvae, _log_importance_weight_matrix; open pull request 1",
  behaviour:
    "the weights 1/N and (N−M)/NM are in columns 0 and 1 instead of on the diagonal and beside it: the example from which z was drawn does not get its own weight",
  caughtBy: "stratified weights estimate q(z) without bias over all minibatches",
  replacement: { stratifiedWeights: byColumn },
  effects: () =>
    [0, 3].map((row) => ({
      quantity: `log q(z) of a code from row ${row} of a batch of 4 of 6, from the mean estimate of q(z), where log q(z) = ${Math.log(aggregate).toFixed(4)}`,
      defective: Math.log(expectedAggregate(byColumn(4, 6), row, densities)),
      correct: Math.log(expectedAggregate(reference.stratifiedWeights(4, 6), row, densities)),
    })),
};
