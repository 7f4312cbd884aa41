import * as tf from "@tensorflow/tfjs";
import { type Estimator, elbo, type Normal, type Rng, type Vae } from "@vae-lab/core";
import type { Parameters } from "@vae-lab/core/networks";

interface EncoderGradientOptions {
  /** The name of the parameter that is differentiated. */
  readonly weights: string;
  readonly estimator: Estimator<Normal>;
  readonly rng: Rng;
  /** R. */
  readonly estimates: number;
}

interface EncoderGradients {
  /** R estimates of minus the ELBO's gradient in the weights, row-major. */
  readonly gradients: readonly Float32Array[];
  /** How long each of them took. */
  readonly seconds: readonly number[];
}

/**
 * Estimates of the gradient of minus the mean ELBO of a minibatch [B, D] in one parameter of the encoder.
 * They differ in the draws of z only.
 */
export const encoderGradients = (
  { model, parameters }: { readonly model: Vae; readonly parameters: Parameters },
  x: tf.Tensor,
  { weights, estimator, rng, estimates }: EncoderGradientOptions,
): EncoderGradients => {
  const at = parameters[weights];
  if (at === undefined)
    throw new RangeError(`cannot differentiate: the model has no parameter ${weights}`);
  const seconds: number[] = [];
  const gradients = Array.from({ length: estimates }, (_, r) => {
    const began = performance.now();
    const found = tf.tidy(() =>
      tf
        .grad((changed) => {
          const own = { ...parameters, [weights]: changed };
          const joint = {
            q: model.posterior(own, x),
            prior: model.prior(own),
            logLikelihood: (z: tf.Tensor) => model.logLikelihood(own, z, x),
          };
          return elbo().bound(joint, estimator, rng.fold(r)).bound.mean().neg();
        })(at)
        .dataSync(),
    );
    seconds.push((performance.now() - began) / 1000);
    return Float32Array.from(found);
  });
  return { gradients, seconds };
};
