import * as tf from "@tensorflow/tfjs";
import { requirePositive } from "../arguments.ts";
import type { Relaxed, WithMean } from "./distribution.ts";
import { logistic } from "./open-uniform.ts";

export interface BinaryConcrete extends Relaxed, WithMean {}

/**
 * The binary Concrete distribution (Maddison et al. 2017, app. B) with logits [B, K] in the coordinate
 * y = logit(code), where it is logistic with location l/λ and scale 1/λ. H(y) = 1 for y > 0 is a
 * Bernoulli variable with these logits.
 */
export const binaryConcrete = ({
  logits,
  temperature,
}: {
  readonly logits: tf.Tensor;
  readonly temperature: number;
}): BinaryConcrete => {
  requirePositive("temperature", temperature);
  const draw: BinaryConcrete["sample"] = (rng, samples) =>
    logits.add(logistic(rng, [samples, ...logits.shape])).div(temperature);
  return {
    get mean() {
      return logits.div(temperature);
    },
    sample: draw,
    reparameterizedSample: draw,
    // log λ + a − 2 log(1 + eᵃ), a = l − λy, is even in a
    logProb: (y) => {
      const a = logits.sub(y.mul(temperature));
      return a.sub(tf.softplus(a).mul(2)).add(Math.log(temperature)).sum(-1);
    },
    soften: (y) => tf.sigmoid(y),
    harden: (y) => y.greater(0).cast("float32"),
    // u is uniform above 1 − σ(l) where b = 1, below it where b = 0 (Tucker et al. 2017, app. C):
    // λy = log(1 + eᵛ(1 + eˡ)) or −log(1 + eᵛ(1 + e⁻ˡ)), v logistic
    reparameterizedSampleGiven: (b, rng) => {
      const sign = b.mul(2).sub(1);
      return logistic(rng, b.shape)
        .add(tf.softplus(logits.mul(sign)))
        .softplus()
        .mul(sign)
        .div(temperature);
    },
  };
};
