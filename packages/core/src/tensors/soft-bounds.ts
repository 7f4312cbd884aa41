import type * as tf from "@tensorflow/tfjs";

// Bounds without a corner: at a hard one the gradient is 0 and nothing leads back.

/** A smooth maximum of `raw` and `min`: min + softplus(raw − min), raw itself far above min. */
export const softAtLeast = (min: number, raw: tf.Tensor): tf.Tensor =>
  raw.sub(min).softplus().add(min);

/** A smooth minimum of `raw` and `max`: max − softplus(max − raw), raw itself far below max. */
export const softAtMost = (max: number, raw: tf.Tensor): tf.Tensor =>
  raw.neg().add(max).softplus().neg().add(max);
