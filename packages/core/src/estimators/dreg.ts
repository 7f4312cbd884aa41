import * as tf from "@tensorflow/tfjs";
import type { Reparameterizable, Stoppable } from "../distributions/distribution.ts";
import { withGradient } from "../tensors/gradients.ts";
import type { WeightsEstimator } from "./weights-estimator.ts";

/**
 * Doubly-reparameterised gradients (Tucker et al. 2019) of any functional. With F_k = ∂F/∂log w_k the
 * score term is reparameterised again, E F_k ∇log q(z_k) = E ∂F_k/∂log w_k · ∇_path log w_k, so that
 * the encoder's weight of each sample's path is F_k − beta · F_kk: w̃² for log-mean-exp. The weight of
 * generative parameters stays F_k.
 */
export const dreg = (): WeightsEstimator<Reparameterizable & Stoppable> => ({
  expectation: (functional, { q, samples, beta, weigh }, rng) => {
    // The backward pass reaches the weights before the samples; it stores here what the samples need
    let share: tf.Tensor | undefined;
    const path = q.reparameterizedSample(rng, samples);
    const z = withGradient(
      [path],
      () => ({ value: path.clone(), saved: [] }),
      (dy) => [share === undefined ? dy : dy.mul(share)],
    );
    const weighed = weigh(z, q.stopped().logProb(z));
    const value = withGradient(
      [weighed.logW],
      () => ({ value: functional.value(weighed.logW), saved: [weighed.logW] }),
      (dy, [logW]) => {
        const slopes = functional.slopes(logW);
        const drawn = z.shape.slice(0, 2);
        const axes = [...drawn, ...z.shape.slice(2).map(() => 1)];
        share = tf.sub(1, functional.curvatures(logW).mul(beta).divNoNan(slopes)).reshape(axes);
        return [slopes.mul(dy)];
      },
    );
    return { ...weighed, value };
  },
});
