import type { Reparameterizable, Stoppable } from "../distributions/distribution.ts";
import { applyFunctional, type WeightsEstimator } from "./weights-estimator.ts";

/**
 * The pathwise gradient without the score −∇log q(z|x) of q's own parameters, whose mean is zero
 * where F is the mean of log-weights (Roeder et al. 2017): no noise is left where q is the posterior.
 * For any other F, the score is weighted, and leaving it out is a bias; use `dreg`.
 */
export const stickingTheLanding = (): WeightsEstimator<Reparameterizable & Stoppable> => ({
  expectation: (functional, { q, samples, weigh }, rng) => {
    const z = q.reparameterizedSample(rng, samples);
    const weighed = weigh(z, q.stopped().logProb(z));
    return { ...weighed, value: applyFunctional(functional, weighed.logW) };
  },
});
