import * as tf from "@tensorflow/tfjs";
import type { Rng } from "../random/rng.ts";
import { withoutGradient } from "../tensors/gradients.ts";
import { ShapeError } from "../tensors/shapes.ts";
import type {
  Density,
  Distribution,
  Prior,
  Reparameterizable,
  Stoppable,
  WeaklyDifferentiable,
  WithEntropy,
} from "./distribution.ts";
import type { Moments } from "./moments.ts";
import { normalWeakDerivatives } from "./normal-weak-derivatives.ts";

/** A normal reference distribution of divergences. */
export interface NormalReference extends Density {
  /** The moments of q in the coordinates where this distribution is N(0, I). */
  whiten(q: Moments): Moments;
}

/** A normal prior; divergences from it have closed forms. */
export interface NormalPrior extends NormalReference, Prior {}

export interface Normal
  extends Moments,
    Distribution,
    Reparameterizable,
    Stoppable,
    WithEntropy,
    WeaklyDifferentiable,
    NormalReference {
  readonly mean: tf.Tensor;
}

const logTwoPi = Math.log(2 * Math.PI);

/**
 * N(mean, diag exp(logVariance)) over codes [B, K].
 * @throws ShapeError if the two shapes differ
 */
export const normal = ({ mean, logVariance }: Moments): Normal => {
  if (String(mean.shape) !== String(logVariance.shape))
    throw new ShapeError(
      `mean and logVariance must have one shape, got [${mean.shape}] and [${logVariance.shape}]`,
    );
  const draw = (rng: Rng, samples: number) =>
    rng
      .normal([samples, ...mean.shape])
      .mul(logVariance.div(2).exp())
      .add(mean);
  return {
    mean,
    logVariance,
    sample: draw,
    reparameterizedSample: draw,
    logProb: (z) =>
      z
        .sub(mean)
        .square()
        .mul(logVariance.neg().exp())
        .add(logVariance)
        .add(logTwoPi)
        .sum(-1)
        .mul(-0.5),
    entropy: () =>
      logVariance
        .add(1 + logTwoPi)
        .sum(-1)
        .div(2),
    stopped: () =>
      normal({
        mean: withoutGradient(() => mean.clone()),
        logVariance: withoutGradient(() => logVariance.clone()),
      }),
    weakDerivatives: (z, rng) => normalWeakDerivatives({ mean, logVariance }, z, rng),
    whiten: (q) => ({
      mean: q.mean.sub(mean).mul(logVariance.div(-2).exp()),
      logVariance: q.logVariance.sub(logVariance),
    }),
  };
};

/** The prior N(0, I). It holds no tensor. */
export const standardNormal: NormalPrior = {
  whiten: (q) => q,
  sample: (rng, shape) => rng.normal(shape),
  logProb: (z) => tf.square(z).add(logTwoPi).sum(-1).mul(-0.5),
};
