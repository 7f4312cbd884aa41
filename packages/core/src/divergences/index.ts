// Divergences of q(z|x) from p(z)

export type { Divergence } from "./divergence.ts";

// KL in both directions, and their sums

export { forwardKl } from "./forward-kl.ts";
export { halfJeffreys } from "./half-jeffreys.ts";
export { jeffreys } from "./jeffreys.ts";
export { reverseKl } from "./reverse-kl.ts";

// Families indexed by α, and their members

export { amari } from "./amari.ts";
export { type ChiSquaredOptions, chiSquared } from "./chi-squared.ts";
export { type Direction, type RenyiOptions, renyiDivergence } from "./renyi.ts";
export { squaredHellinger } from "./squared-hellinger.ts";

// Jensen–Shannon divergences and total variation

export { dualGeometricJs, type GeometricJsOptions, geometricJs } from "./geometric-js.ts";
export { type QuadratureJsOptions, quadratureJs1d, sumOfUnitJs } from "./sum-of-unit-js.ts";
export { sumOfUnitTotalVariation } from "./sum-of-unit-total-variation.ts";

// Modified divergences

export { type FreeBitsOptions, freeBits } from "./free-bits.ts";

// Monte Carlo estimates

export {
  type MonteCarloDivergence,
  type MonteCarloOptions,
  monteCarloForwardKl,
  monteCarloGeometricJs,
  monteCarloJeffreys,
  monteCarloJs,
  monteCarloReverseKl,
  monteCarloSquaredHellinger,
  monteCarloTotalVariation,
} from "./monte-carlo.ts";
export {
  type MonteCarloRenyiOptions,
  monteCarloAmari,
  monteCarloChiSquared,
  monteCarloRenyi,
} from "./monte-carlo-renyi.ts";
