import * as tf from "@tensorflow/tfjs";
import type { Rng } from "../random/rng.ts";
import { withoutGradient } from "../tensors/gradients.ts";
import { ShapeError } from "../tensors/shapes.ts";
import type { Distribution, Prior, WithMean } from "./distribution.ts";

/** C diagonal normal laws and the logits of their weights: of each example, or of all. */
export interface Components {
  /** [C], or [B, C]. */
  readonly logits: tf.Tensor;
  /** [C, K], or [B, C, K]; logVariance likewise. */
  readonly mean: tf.Tensor;
  readonly logVariance: tf.Tensor;
}

const logTwoPi = Math.log(2 * Math.PI);

/** log Σ exp over the last axis, the largest taken out. */
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

/** Draws of the shape [S, B, K]: the component is found where the running sum of weights passes u. */
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
 * A mixture of C diagonal normal laws for each example, [B, C, K]. Its draws choose a component, so
 * they have no path gradient; its entropy has no closed form.
 * @throws ShapeError when the shapes do not fit together
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

/** A mixture of C diagonal normal laws, [C, K], for all examples. */
export const mixturePrior = (components: Components): Prior => {
  requireComponents(components);
  return {
    logProb: (z) => logProbOf(components, z),
    sample: (rng, shape) => drawOf(components, rng, shape),
  };
};
