import type { Reparameterizable, Stoppable } from "../distributions/distribution.ts";
import { applyFunctional, type WeightsEstimator } from "./weights-estimator.ts";

/**
 * The pathwise gradient without the score −∇log q(z|x) of q's own parameters, whose mean is zero if F
 * is the mean of log-weights (Roeder et al. 2017): its variance vanishes where q equals the posterior.
 * For any other F omitting the score biases the gradient; use `dreg`.
 */
export const stickingTheLanding = (): WeightsEstimator<Reparameterizable & Stoppable> => ({
  expectation: (functional, { q, samples, weigh }, rng) => {
    const z = q.reparameterizedSample(rng, samples);
    const weighed = weigh(z, q.stopped().logProb(z));
    return { ...weighed, value: applyFunctional(functional, weighed.logW) };
  },
});
