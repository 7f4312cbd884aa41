import type { Density, Reparameterizable } from "../distributions/distribution.ts";
import { applyFunctional, type WeightsEstimator } from "./weights-estimator.ts";

/**
 * ∇E F = E ∇F(log w(g(parameters, ε))), including the gradient of log q(z|x) in its own parameters
 * (Burda et al. 2016, eq. 13).
 */
export const pathwiseWeights = (): WeightsEstimator<Reparameterizable & Density> => ({
  expectation: (functional, { q, samples, weigh }, rng) => {
    const z = q.reparameterizedSample(rng, samples);
    const weighed = weigh(z, q.logProb(z));
    return { ...weighed, value: applyFunctional(functional, weighed.logW) };
  },
});
