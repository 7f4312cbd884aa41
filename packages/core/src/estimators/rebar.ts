import { requireCount, requireNotNegative, requirePositive } from "../arguments.ts";
import type { Distribution, Relaxable } from "../distributions/distribution.ts";
import { gradientOnly, throughDraws, withoutGradient } from "../gradients.ts";
import type { Estimator } from "./estimator.ts";

export interface RebarOptions {
  readonly samples?: number;
  /** λ > 0 of the relaxation that serves as control variate. */
  readonly temperature?: number;
  /** η ≥ 0: how much of the control variate is taken off; 0 is the score function. */
  readonly scale?: number;
}

/**
 * The score function with a relaxation for its control variate (Tucker et al. 2017):
 * [f(b) − η f(z̃)] ∇log q(b) + η ∇f(z) − η ∇f(z̃), where b = H(z) and z̃ is drawn given b. Unbiased at
 * every temperature and scale. f's own parameters get their gradient from f(b) alone.
 */
export const rebar = ({
  samples = 1,
  temperature = 0.5,
  scale = 1,
}: RebarOptions = {}): Estimator<Distribution & Relaxable> => {
  requireCount("samples", samples);
  requirePositive("temperature", temperature);
  requireNotNegative("scale", scale);
  return {
    samples,
    expectation: (f, q, rng) => {
      const relaxed = q.relaxed({ temperature });
      const free = relaxed.reparameterizedSample(rng.fold("free"), samples);
      const b = withoutGradient(() => relaxed.harden(free));
      const given = relaxed.reparameterizedSampleGiven(b, rng.fold("given"));
      const values = f(b);
      const ofFree = throughDraws(f, relaxed.soften(free));
      const ofGiven = throughDraws(f, relaxed.soften(given));
      const weight = withoutGradient(() => values.sub(ofGiven.mul(scale)));
      const surrogate = q.logProb(b).mul(weight).add(ofFree.sub(ofGiven).mul(scale));
      return values.mean(0).add(gradientOnly(surrogate.mean(0)));
    },
  };
};
