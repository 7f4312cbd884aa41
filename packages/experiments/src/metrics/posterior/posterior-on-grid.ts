import * as tf from "@tensorflow/tfjs";
import type { TrainedModel } from "@vae-lab/core";
import type { Normal, Prior } from "@vae-lab/core/distributions";
import type { VariationalModel } from "@vae-lab/core/models";
import { logSumExp } from "@vae-lab/statistics";

/** A model whose posterior can be compared on a grid: one or two normal units. */
export type GridModel = TrainedModel<VariationalModel<Normal, Prior>>;

/** The moments of q(z|x) of one example: K each. */
export interface UnitMoments {
  readonly mean: readonly number[];
  readonly logVariance: readonly number[];
}

/** q(z|x) of N examples. */
export const unitMoments = (
  { model, parameters }: GridModel,
  x: Float32Array,
): readonly UnitMoments[] =>
  tf.tidy(() => {
    const { mean, logVariance } = model.posterior(
      parameters,
      tf.tensor2d(x, [x.length / model.dataSize, model.dataSize]),
    );
    const [means, logVariances] = [mean, logVariance].map((t) => t.arraySync() as number[][]);
    return (means ?? []).map((own, n) => ({ mean: own, logVariance: logVariances?.[n] ?? [] }));
  });

/** log N(z; mean, exp(logVariance)). */
export const logNormal = (z: number, mean: number, logVariance: number): number =>
  -((z - mean) ** 2 * Math.exp(-logVariance) + logVariance + Math.log(2 * Math.PI)) / 2;

/** The points of a grid over K units, G·K row-major, from the ticks of each axis. */
export const gridOf = (axes: readonly (readonly number[])[]): Float32Array =>
  Float32Array.from(
    axes
      .reduce<readonly (readonly number[])[]>(
        (points, axis) => points.flatMap((point) => axis.map((tick) => [...point, tick])),
        [[]],
      )
      .flat(),
  );

/** Ticks from −reach to reach, which include 0. */
export const ticks = (reach: number, spacing: number): number[] => {
  const steps = Math.ceil(reach / spacing);
  return Array.from({ length: 2 * steps + 1 }, (_, i) => (i - steps) * spacing);
};

/** Codes decoded at once. */
const codesAtOnce = 8192;

/** log p(x|z) of one example at G codes, in nats. */
export const logLikelihoodsAt = (
  { model, parameters }: GridModel,
  x: Float32Array,
  z: Float32Array,
): Float32Array => {
  const K = model.latentSize;
  const found = new Float32Array(z.length / K);
  for (let start = 0; start < found.length; start += codesAtOnce) {
    const part = z.subarray(start * K, (start + codesAtOnce) * K);
    const values = tf.tidy(() =>
      model
        .logLikelihood(
          parameters,
          tf.tensor3d(part, [part.length / K, 1, K]),
          tf.tensor2d(x, [1, x.length]),
        )
        .dataSync(),
    );
    found.set(values, start);
  }
  return found;
};

/** One example, in nats. */
export interface GridPosterior {
  /** log p(x). */
  readonly logEvidence: number;
  /** KL(q(z|x)‖p(z|x)), which the ELBO minimises. */
  readonly reverseKl: number;
  /** KL(p(z|x)‖q(z|x)). */
  readonly forwardKl: number;
}

/** The spacing of a grid is this share of q's smallest standard deviation, and at most 0.1. */
const spacingShare = 0.5;

/**
 * p(z|x) of one example under the prior N(0, I) by the trapezoidal rule, beside q(z|x): over ±5
 * (`reach`) and q's own ±6 standard deviations. Float64, but for the decoder's float32. `refinement`
 * multiplies the number of points of each axis; another one or another reach estimates the error.
 */
export const posteriorOnGrid = (
  trained: GridModel,
  x: Float32Array,
  q: UnitMoments,
  refinement = 1,
  reach = 5,
): GridPosterior => {
  const K = q.mean.length;
  const sds = q.logVariance.map((l) => Math.exp(l / 2));
  const spacing = Math.min(0.1, spacingShare * Math.min(...sds)) / refinement;
  const axes = q.mean.map((m, k) =>
    ticks(Math.max(reach, Math.abs(m) + 6 * (sds[k] ?? 0)), spacing),
  );
  const z = gridOf(axes);
  const joint = Float64Array.from(logLikelihoodsAt(trained, x, z));
  const logQ = new Float64Array(joint.length);
  for (let g = 0; g < joint.length; g++)
    for (let k = 0; k < K; k++) {
      const at = z[g * K + k] ?? Number.NaN;
      joint[g] = (joint[g] ?? 0) + logNormal(at, 0, 0);
      logQ[g] = (logQ[g] ?? 0) + logNormal(at, q.mean[k] ?? 0, q.logVariance[k] ?? 0);
    }
  const cell = K * Math.log(spacing);
  const logEvidence = logSumExp(joint) + cell;
  let [reverseKl, forwardKl] = [0, 0];
  for (let g = 0; g < joint.length; g++) {
    const posterior = (joint[g] ?? 0) - logEvidence;
    const own = logQ[g] ?? 0;
    reverseKl += Math.exp(own + cell) * (own - posterior);
    forwardKl += Math.exp(posterior + cell) * (posterior - own);
  }
  return { logEvidence, reverseKl, forwardKl };
};
