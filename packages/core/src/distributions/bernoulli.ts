import * as tf from "@tensorflow/tfjs";
import { withGradient } from "../tensors/gradients.ts";
import { bernoulliLogMass } from "./bernoulli-log-mass.ts";
import { binaryConcrete } from "./binary-concrete.ts";
import type {
  Density,
  Distribution,
  Enumerable,
  Prior,
  Relaxable,
  WeaklyDifferentiable,
  WithEntropy,
  WithMean,
} from "./distribution.ts";
import { replaceUnit } from "./replace-unit.ts";
import { bernoulliStates } from "./states.ts";

/** The reference distribution of a divergence from Bernoulli variables; a number stands for equal logits. */
export interface BernoulliReference extends Density {
  /** [B, K], or [K] where all examples share it. */
  readonly logits: tf.Tensor | number;
}

export interface BernoulliPrior extends BernoulliReference, Prior {}

export interface BernoulliCodes
  extends Distribution,
    WithMean,
    WithEntropy,
    Enumerable,
    Relaxable,
    WeaklyDifferentiable,
    BernoulliReference {
  readonly logits: tf.Tensor;
  readonly logVariance?: never;
}

/** Independent Bernoulli variables with logits [B, K]. Samples are 0 or 1 and have no pathwise gradient. */
export const bernoulliCodes = (logits: tf.Tensor): BernoulliCodes => ({
  logits,
  get mean() {
    return tf.sigmoid(logits);
  },
  sample: (rng, samples) =>
    rng
      .uniform([samples, ...logits.shape])
      .less(logits.sigmoid())
      .cast("float32"),
  logProb: (z) => bernoulliLogMass(logits, z),
  entropy: () => bernoulliEntropy(logits).sum(-1),
  states: () => bernoulliStates(logits.shape.at(-1) ?? 0, logits.shape[0] ?? 0),
  relaxed: ({ temperature }) => binaryConcrete({ logits, temperature }),
  // dE f/dl = p(1 − p) (f with the bit at 1 − f with it at 0)
  weakDerivatives: (z) => [
    {
      parameter: logits,
      coefficient: tf.sigmoid(logits).mul(tf.sigmoid(logits.neg())),
      plus: replaceUnit(z, tf.onesLike(z)),
      minus: replaceUnit(z, tf.zerosLike(z)),
    },
  ],
});

/** A Bernoulli prior with logits [K], shared by all examples. */
export const bernoulliPrior = (logits: tf.Tensor): BernoulliPrior => ({
  logits,
  logProb: (z) => bernoulliLogMass(tf.zerosLike(z).add(logits), z),
  sample: (rng, shape) => rng.uniform(shape).less(logits.sigmoid()).cast("float32"),
});

/** The uniform Bernoulli prior. It holds no tensor. */
export const uniformBernoulli: BernoulliPrior = {
  logits: 0,
  logProb: (z) => tf.onesLike(z).sum(-1).mul(-Math.log(2)),
  sample: (rng, shape) => rng.uniform(shape).less(0.5).cast("float32"),
};

/** log(1 + e^−|l|) + |l| σ(−|l|), which does not cancel; its derivative is −l σ(l) σ(−l). */
const bernoulliEntropy = (logits: tf.Tensor): tf.Tensor =>
  withGradient(
    [logits],
    () => {
      const less = tf.abs(logits).neg();
      const value = tf.softplus(less).sub(less.mul(tf.sigmoid(less)));
      return { value, saved: [logits] };
    },
    (dy, [l]) => [tf.sigmoid(l).mul(tf.sigmoid(l.neg())).mul(l).mul(dy).neg()],
  );
