import type { Normal } from "@vae-lab/core";
import { normal } from "@vae-lab/core/distributions";
import { parameter } from "@vae-lab/core/networks";
import { underNormal } from "./expectation.ts";
import {
  constant,
  cosine,
  exponential,
  type Integrand,
  linear,
  logCosh,
  quadratic,
} from "./integrand.ts";
import type { Law } from "./law.ts";

/** E f(z), z ~ N(mean, sd²) in one dimension; parameters: mean and logVariance. */
export interface NormalLaw extends Law<Normal> {
  readonly mean: number;
  readonly sd: number;
}

/** ∂/∂m E f = E f′(z), ∂/∂log σ² E f = ½ σ E f′(z) ε, by quadrature. */
export const normalLaw = (integrand: Integrand, mean: number, sd: number): NormalLaw => {
  const at = (e: number) => integrand.slope(mean + sd * e);
  return {
    name: `${integrand.name}, z ~ N(${mean}, ${sd}²)`,
    integrand,
    mean,
    sd,
    parameters: { mean: [mean], logVariance: [2 * Math.log(sd)] },
    q: (parameters) =>
      normal({
        mean: parameter(parameters, "mean"),
        logVariance: parameter(parameters, "logVariance"),
      }),
    f: (z) => integrand.tensor(z).sum(-1),
    gradient: {
      mean: [underNormal(at)],
      logVariance: [underNormal((e) => at(e) * e) * (sd / 2)],
    },
  };
};

export const normalLaws: readonly NormalLaw[] = [
  normalLaw(constant, 1, 1),
  normalLaw(linear, 1, 1),
  normalLaw(quadratic(0), 1, 1),
  normalLaw(quadratic(-3), 1, 1),
  normalLaw(quadratic(0.5), 1, 0.6),
  normalLaw(cosine(1), 1, 1),
  normalLaw(cosine(4), 1, 0.6),
  normalLaw(exponential(0.5), 1, 1),
  normalLaw(logCosh, 1, 1),
];
