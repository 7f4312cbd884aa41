import * as tf from "@tensorflow/tfjs";
import { requireCount, requirePositive } from "../arguments.ts";
import { withOptions } from "../options.ts";
import { softAtLeast } from "../tensors/soft-bounds.ts";
import { requireFinite } from "./data-rules.ts";
import { densityOfReals } from "./gaussian.ts";
import type { Likelihood } from "./likelihood.ts";

const logTwoPi = Math.log(2 * Math.PI);

/**
 * log det M and vᵀM⁻¹v of symmetric M ≥ I: [N, r, r] and [N, r] → [N] each, by Gaussian elimination
 * of (M | v), which needs no pivoting for such M.
 */
const eliminated = (M: tf.Tensor, v: tf.Tensor, rank: number): [tf.Tensor, tf.Tensor] => {
  const rows = [...tf.unstack(tf.concat([M, v.expandDims(2)], 2), 1)]; // the tape keeps the array itself
  const at = (row: tf.Tensor, k: number) => row.slice([0, k], [-1, 1]);
  let logDeterminant: tf.Tensor = tf.zeros([v.shape[0] ?? 0]);
  let form = logDeterminant;
  rows.forEach((row, k) => {
    const pivot = tf.maximum(at(row, k), 1); // less only by rounding, since M ≥ I
    for (let i = k + 1; i < rank; i++) {
      const below = rows[i] as tf.Tensor;
      rows[i] = below.sub(row.mul(at(below, k).div(pivot)));
    }
    logDeterminant = logDeterminant.add(pivot.log().squeeze([1]));
    form = form.add(at(row, rank).square().div(pivot).squeeze([1]));
  });
  return [logDeterminant, form];
};

/**
 * N(μ, diag d + UᵀU), U of `rank` rows: a likelihood with correlated pixels. The decoder outputs D
 * means, D raw log-variances for d and rank·D numbers for U. By the Woodbury identity and the matrix
 * determinant lemma only rank × rank systems are solved: with M = I + U d⁻¹ Uᵀ,
 * log det = Σ log d + log det M. `floor` is the minimum of d: see `perPixelGaussian`.
 */
export const lowRankGaussian = withOptions(
  "lowRankGaussian",
  { rank: "required", floor: "required" },
  ({ rank, floor }: { readonly rank: number; readonly floor: number }): Likelihood => {
    requireCount("rank", rank);
    requirePositive("floor", floor);
    const partsOf = (outputs: tf.Tensor) => {
      const [S = 0, B = 0, size = 0] = outputs.shape;
      const D = size / (2 + rank);
      const part = (k: number, width: number) => outputs.slice([0, 0, k * D], [S, B, width * D]);
      return {
        means: part(0, 1),
        logVariance: softAtLeast(Math.log(floor), part(1, 1)),
        factors: part(2, rank).reshape([S * B, rank, D]),
      };
    };
    return {
      outputSize: (dataSize) => (2 + rank) * dataSize,
      logProb: (outputs, x) => {
        const { means, logVariance, factors } = partsOf(outputs);
        const [S = 0, B = 0, D = 0] = means.shape;
        const whitened = x.sub(means).mul(logVariance.div(-2).exp());
        const scaled = factors.mul(
          logVariance
            .div(-2)
            .exp()
            .reshape([S * B, 1, D]),
        );
        const M = tf.matMul(scaled, scaled, false, true).add(tf.eye(rank));
        const v = tf.matMul(scaled, whitened.reshape([S * B, D, 1])).squeeze([2]);
        const [logDeterminant, form] = eliminated(M, v, rank);
        return whitened
          .square()
          .add(logVariance)
          .add(logTwoPi)
          .sum(-1)
          .add(logDeterminant.sub(form).reshape([S, B]))
          .mul(-0.5);
      },
      mean: (outputs) => partsOf(outputs).means,
      sample: (outputs, rng) => {
        const { means, logVariance, factors } = partsOf(outputs);
        const [S = 0, B = 0] = means.shape;
        const shared = rng.fold("factors").normal([S * B, 1, rank]);
        return rng
          .fold("pixels")
          .normal(means.shape)
          .mul(logVariance.div(2).exp())
          .add(means)
          .add(tf.matMul(shared, factors).reshape(means.shape));
      },
      measureOf: () => densityOfReals,
      requireData: requireFinite,
    };
  },
);
