import type { Normal } from "@vae-lab/core";
import { normal } from "@vae-lab/core/distributions";
import { parameter } from "@vae-lab/core/networks";
import type { EstimatorCase } from "./estimator-case.ts";
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

/** E f(z), z ~ N(mean, sd²) in one dimension; the parameters are mean and logVariance. */
export interface NormalCase extends EstimatorCase<Normal> {
  readonly mean: number;
  readonly sd: number;
}

/** The case of one integrand, with ∂/∂m E f = E f′(z) and ∂/∂log σ² E f = ½ σ E f′(z) ε by quadrature. */
export const normalCase = (integrand: Integrand, mean: number, sd: number): NormalCase => {
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

/** Integrands of every kind under one-dimensional normal distributions. */
export const normalCases: readonly NormalCase[] = [
  normalCase(constant, 1, 1),
  normalCase(linear, 1, 1),
  normalCase(quadratic(0), 1, 1),
  normalCase(quadratic(-3), 1, 1),
  normalCase(quadratic(0.5), 1, 0.6),
  normalCase(cosine(1), 1, 1),
  normalCase(cosine(4), 1, 0.6),
  normalCase(exponential(0.5), 1, 1),
  normalCase(logCosh, 1, 1),
];
