import * as tf from "@tensorflow/tfjs";
import type { Rng } from "../random/rng.ts";
import { withoutGradient } from "../tensors/gradients.ts";
import { ShapeError } from "../tensors/shapes.ts";
import type { Distribution, Prior, WithMean } from "./distribution.ts";

/** C diagonal normal distributions with the logits of their weights, per example or shared. */
export interface Components {
  /** [C], or [B, C]. */
  readonly logits: tf.Tensor;
  /** [C, K], or [B, C, K]; logVariance likewise. */
  readonly mean: tf.Tensor;
  readonly logVariance: tf.Tensor;
}

const logTwoPi = Math.log(2 * Math.PI);

/** log Σ exp over the last axis. */
const logSumExp = (terms: tf.Tensor): tf.Tensor => {
  const largest = withoutGradient(() => terms.max(-1, true));
  return terms
    .sub(largest)
    .exp()
    .sum(-1)
    .log()
    .add(largest.squeeze([-1]));
};

const logWeightsOf = (logits: tf.Tensor): tf.Tensor => logits.sub(logSumExp(logits).expandDims(-1));

/** log Σ_c w_c N(z; m_c, s²_c): z [S, B, K] → [S, B]. */
const logProbOf = ({ logits, mean, logVariance }: Components, z: tf.Tensor): tf.Tensor => {
  const logDensities = z
    .expandDims(2)
    .sub(mean)
    .square()
    .mul(logVariance.neg().exp())
    .add(logVariance)
    .add(logTwoPi)
    .sum(-1)
    .mul(-0.5);
  return logSumExp(logDensities.add(logWeightsOf(logits)));
};

/** Samples of shape [S, B, K]; the component is chosen by inverting the cumulative weights. */
const drawOf = (
  { logits, mean, logVariance }: Components,
  rng: Rng,
  shape: number[],
): tf.Tensor => {
  const [S = 0, B = 0] = shape;
  const before = tf.cumsum(logWeightsOf(logits).exp(), -1, true);
  const passed = rng.fold("component").uniform([S, B, 1]).greaterEqual(before).cast("float32");
  const next = tf.concat([passed.slice([0, 0, 1]), tf.zeros([S, B, 1])], -1);
  const chosen = passed.sub(next).expandDims(-1);
  const of = (values: tf.Tensor) => chosen.mul(values).sum(2);
  return rng.fold("noise").normal(shape).mul(of(logVariance).div(2).exp()).add(of(mean));
};

const requireComponents = ({ logits, mean, logVariance }: Components): void => {
  const [wanted, got] = [mean, logVariance].map(({ shape }) => String(shape)) as [string, string];
  if (wanted !== got || String(logits.shape) !== String(mean.shape.slice(0, -1)))
    throw new ShapeError(
      `logits, mean and logVariance must be [C], [C, K] and [C, K], got [${logits.shape}], [${mean.shape}] and [${logVariance.shape}]`,
    );
};

/**
 * A mixture of C diagonal normal distributions per example, [B, C, K]. Samples choose a component, so
 * they have no pathwise gradient; the entropy has no closed form.
 * @throws ShapeError if the shapes do not match
 */
export const normalMixture = (components: Components): Distribution & WithMean => {
  requireComponents(components);
  const { logits, mean } = components;
  const [B = 0, , K = 0] = mean.shape;
  return {
    mean: logWeightsOf(logits).exp().expandDims(-1).mul(mean).sum(-2),
    logProb: (z) => logProbOf(components, z),
    sample: (rng, samples) => drawOf(components, rng, [samples, B, K]),
  };
};

/** A mixture prior of C diagonal normal distributions, [C, K]. */
export const mixturePrior = (components: Components): Prior => {
  requireComponents(components);
  return {
    logProb: (z) => logProbOf(components, z),
    sample: (rng, shape) => drawOf(components, rng, shape),
  };
};
