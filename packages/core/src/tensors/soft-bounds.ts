import type * as tf from "@tensorflow/tfjs";

// Smooth bounds: beyond a hard bound the gradient would be 0, and training could not return.

/** A smooth maximum of `raw` and `min`: min + softplus(raw − min), equal to raw far above min. */
export const softAtLeast = (min: number, raw: tf.Tensor): tf.Tensor =>
  raw.sub(min).softplus().add(min);

/** A smooth minimum of `raw` and `max`: max − softplus(max − raw), equal to raw far below max. */
export const softAtMost = (max: number, raw: tf.Tensor): tf.Tensor =>
  raw.neg().add(max).softplus().neg().add(max);
