import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import type { Moments } from "../distributions/moments.ts";
import { type Normal, normal } from "../distributions/normal.ts";
import { reverseKl } from "../divergences/reverse-kl.ts";
import type { Vae } from "../models/model.ts";
import type { Parameters } from "../networks/parameters.ts";
import { adam } from "../optimizers/adam.ts";
import type { Optimizer } from "../optimizers/optimizer.ts";
import { type Rng, requireRng, rng } from "../random/rng.ts";
import { withoutGradient } from "../tensors/gradients.ts";

/** Options of the posteriors that ascend each row's own ELBO. */
export interface AscentOptions {
  readonly steps: number;
  /** Samples per step. Default: 8. */
  readonly samples?: number;
  /** Default: Adam with learning rate 0.05. */
  readonly optimizer?: Optimizer;
  /** Random stream. The same samples serve every step and row, so that q(z|x) depends on x only. */
  readonly rng?: Rng;
}

export const ascentOptions = {
  steps: "required",
  samples: "optional",
  optimizer: "optional",
  rng: "optional",
} as const;

/**
 * @throws RangeError for invalid counts
 * @throws TypeError if `rng` is not a random stream
 */
export const requireAscent = ({ steps, samples = 8, rng }: AscentOptions): void => {
  if (rng !== undefined) requireRng("rng", rng);
  requireCount("steps", steps);
  requireCount("samples", samples);
};

/**
 * q after gradient ascent on each row's ELBO in that row's moments, with the model fixed. Gradients
 * do not pass through the steps: the result is the start plus a constant (the baseline of Kim et al.
 * 2018, sec. 3).
 */
export const ascend = (
  model: Vae,
  parameters: Parameters,
  x: tf.Tensor,
  start: Moments,
  { steps, samples = 8, optimizer = adam({ learningRate: 0.05 }), rng: given }: AscentOptions,
): Normal => {
  const noise = given ?? rng(0).fold("ascent");
  const prior = model.prior(parameters);
  let moments: Parameters = { mean: start.mean, logVariance: start.logVariance };
  let state = optimizer.init(moments);
  for (let step = 1; step <= steps; step++) {
    const epsilon = noise.fold(step).normal([samples, 1, model.latentSize]);
    const gradients = tf.grads((mean, logVariance) => {
      const z = epsilon.mul(logVariance.div(2).exp()).add(mean);
      const reconstruction = model.logLikelihood(parameters, z, x).mean(0);
      return reverseKl.total({ mean, logVariance }, prior).sub(reconstruction).sum();
    })(Object.values(moments)) as [tf.Tensor, tf.Tensor];
    const [mean, logVariance] = gradients;
    ({ parameters: moments, state } = optimizer.update({ mean, logVariance }, state, moments));
  }
  const { mean: lastMean, logVariance: lastLogVariance } = moments as unknown as Moments;
  const moved = (from: tf.Tensor, to: tf.Tensor) => from.add(withoutGradient(() => to.sub(from)));
  return normal({
    mean: moved(start.mean, lastMean),
    logVariance: moved(start.logVariance, lastLogVariance),
  });
};
