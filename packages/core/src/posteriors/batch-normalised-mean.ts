import * as tf from "@tensorflow/tfjs";
import { requirePositive } from "../arguments.ts";
import { normal } from "../distributions/normal.ts";
import { forEachChunk } from "../evaluation/chunks.ts";
import type { Vae } from "../models/model.ts";
import {
  joinParameters,
  type Parameterised,
  type Parameters,
  parameter,
} from "../networks/parameters.ts";
import { requireOptions } from "../options.ts";
import { inTraining } from "./with-posterior.ts";

/** Options of `withBatchNormalisedMean`. */
export interface BatchNormalisedMeanOptions {
  /** γ > 0, the standard deviation of each unit's means. Default: 0.6. */
  readonly scale?: number;
}

/** Names of the learned shift and of the statistics that replace the minibatch's after training. */
const names = {
  shift: "encoder.normalised.shift",
  average: "encoder.normalised.average",
  variance: "encoder.normalised.variance",
} as const;

/** Normalisation cancels a bias of the means: its gradient is rounding error, which Adam would amplify. */
const withoutEffect = ["encoder.mean.bias"];

/** Added to the variance, so that a unit with constant mean does not divide by 0. */
const epsilon = 1e-10;

/** Σ over units of ½(γ² + shift²), the minimum mean rate: E KL ≥ ½ E μ² (Zhu et al. 2020, eq. 7). */
export const normalisedRate = (shift: ArrayLike<number>, scale: number): number =>
  Array.from(shift).reduce((sum, s) => sum + (scale * scale + s * s) / 2, 0);

/**
 * BN-VAE (Zhu et al. 2020): each unit's means are normalised over the minibatch, scaled by a fixed γ
 * and shifted by a learned amount, so that E μ² = γ² + shift² over the data. After training the
 * statistics are those of the whole training set: `refreshStatistics` computes them exactly, not as a
 * moving average, so that the bound on its rate holds there too. Rate and active units are high by
 * construction: judge such a model by its code use.
 */
export const withBatchNormalisedMean = <M extends Vae>(
  model: M,
  options: BatchNormalisedMeanOptions = {},
): M => {
  requireOptions("withBatchNormalisedMean", options, { scale: "optional" });
  const { scale = 0.6 } = options;
  requirePositive("scale", scale);
  const { latentSize: K, dataSize: D } = model;
  const own: Parameterised = {
    shapes: { [names.shift]: [K], [names.average]: [K], [names.variance]: [K] },
    nonTrainable: [
      names.average,
      names.variance,
      ...withoutEffect.filter((n) => n in model.shapes),
    ],
    init: () => ({
      [names.shift]: tf.zeros([K]),
      [names.average]: tf.zeros([K]),
      [names.variance]: tf.ones([K]),
    }),
  };
  const normalised = (parameters: Parameters, mean: tf.Tensor, moments: Moments): tf.Tensor =>
    mean
      .sub(moments.average)
      .mul(moments.variance.add(epsilon).rsqrt().mul(scale))
      .add(parameter(parameters, names.shift));
  return {
    ...model,
    ...joinParameters(model, own),
    posterior: (parameters, x) => {
      const { mean, logVariance } = model.posterior(parameters, x);
      const moments = {
        average: parameter(parameters, names.average),
        variance: parameter(parameters, names.variance),
      };
      return normal({ mean: normalised(parameters, mean, moments), logVariance });
    },
    posteriorInTraining: (parameters, minibatch) => {
      const { mean, logVariance } = inTraining(model, parameters, minibatch);
      const average = mean.mean(0);
      const moments = { average, variance: mean.sub(average).square().mean(0) };
      return normal({ mean: normalised(parameters, mean, moments), logVariance });
    },
    refreshStatistics: (parameters, data) => {
      const before = model.refreshStatistics?.(parameters, data) ?? {};
      const [sum, squares] = [new Float64Array(K), new Float64Array(K)];
      const rows = forEachChunk("data", data, D, (x) => {
        const means = model.posterior({ ...parameters, ...before }, x).mean.dataSync();
        means.forEach((m, i) => {
          sum[i % K] = (sum[i % K] as number) + m;
          squares[i % K] = (squares[i % K] as number) + m * m;
        });
      });
      const average = sum.map((s) => s / rows);
      const variance = squares.map((s, k) =>
        Math.max(0, s / rows - (average[k] as number) * (average[k] as number)),
      );
      return {
        ...before,
        [names.average]: tf.tensor1d(Float32Array.from(average)),
        [names.variance]: tf.tensor1d(Float32Array.from(variance)),
      };
    },
  };
};

type Moments = { readonly average: tf.Tensor; readonly variance: tf.Tensor };
