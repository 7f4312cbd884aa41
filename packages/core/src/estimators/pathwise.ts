import { requireCount } from "../arguments.ts";
import type { Reparameterizable } from "../distributions/distribution.ts";
import { withOptions } from "../options.ts";
import type { Estimator, SamplesOptions } from "./estimator.ts";

/**
 * ∇E_q f(z) = E ∇f(g(parameters, ε)): the reparameterisation trick (Kingma & Welling 2014; Rezende
 * et al. 2014).
 */
export const pathwise = withOptions(
  "pathwise",
  { samples: "optional" },
  ({ samples = 1 }: SamplesOptions): Estimator<Reparameterizable> => {
    requireCount("samples", samples);
    return {
      samples,
      expectation: (f, q, rng) => f(q.reparameterizedSample(rng, samples)).mean(0),
    };
  },
);
