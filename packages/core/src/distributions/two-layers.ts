import * as tf from "@tensorflow/tfjs";
import type { Rng } from "../random/rng.ts";
import type { Distribution, Reparameterizable, Stoppable } from "./distribution.ts";
import type { Moments } from "./moments.ts";
import { type Normal, normal } from "./normal.ts";

/** z = [z₁ | z₂], z₁ normal and z₂ normal given z₁: a distribution over codes [B, K₁ + K₂]. */
export interface TwoLayers extends Distribution, Reparameterizable, Stoppable {
  /** [E z₁ | E(z₂ | z₁ = E z₁)], [B, K₁ + K₂]; E z₂ itself has no closed form. */
  readonly mean: tf.Tensor;
  readonly logVariance?: never;
}

/** A sample of N(mean, e^logVariance), differentiable in both. */
export const drawNormal = ({ mean, logVariance }: Moments, rng: Rng): tf.Tensor =>
  rng.normal(mean.shape).mul(logVariance.div(2).exp()).add(mean);

/** The parts of z [S, B, K₁ + K₂]. */
export const layersOf = (z: tf.Tensor, firstSize: number): [tf.Tensor, tf.Tensor] => [
  z.slice([0, 0, 0], [-1, -1, firstSize]),
  z.slice([0, 0, firstSize], [-1, -1, -1]),
];

/**
 * `first` over [B, K₁] and the moments of z₂ [S, B, K₂] given z₁ [S, B, K₁]; `stoppedSecond` are the
 * same moments with their parameters constants to differentiation.
 */
export const twoLayers = ({
  first,
  second,
  stoppedSecond,
}: {
  readonly first: Normal;
  second(z1: tf.Tensor): Moments;
  stoppedSecond(z1: tf.Tensor): Moments;
}): TwoLayers => {
  const K1 = first.mean.shape[1] ?? 0;
  const draw = (rng: Rng, samples: number) => {
    const z1 = first.reparameterizedSample(rng.fold("first layer"), samples);
    return tf.concat([z1, drawNormal(second(z1), rng.fold("second layer"))], -1);
  };
  const density = (distribution: Pick<Normal, "logProb">, given: typeof second) => ({
    logProb: (z: tf.Tensor) => {
      const [z1, z2] = layersOf(z, K1);
      return distribution.logProb(z1).add(normal(given(z1)).logProb(z2));
    },
  });
  return {
    get mean() {
      const m = first.mean.expandDims(0);
      return tf.concat([m, second(m).mean], -1).squeeze([0]);
    },
    sample: draw,
    reparameterizedSample: draw,
    ...density(first, second),
    stopped: () => density(first.stopped() as Normal, stoppedSecond),
  };
};
