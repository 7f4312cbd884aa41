export { amari } from "./amari.ts";
export { type ChiSquaredOptions, chiSquared } from "./chi-squared.ts";
export type { Divergence } from "./divergence.ts";
export { forwardKl } from "./forward-kl.ts";
export { type FreeBitsOptions, freeBits } from "./free-bits.ts";
export { dualGeometricJs, type GeometricJsOptions, geometricJs } from "./geometric-js.ts";
export { halfJeffreys } from "./half-jeffreys.ts";
export { jeffreys } from "./jeffreys.ts";
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
export { type Direction, type RenyiOptions, renyiDivergence } from "./renyi.ts";
export { reverseKl } from "./reverse-kl.ts";
export { squaredHellinger } from "./squared-hellinger.ts";
export { type QuadratureJsOptions, quadratureJs1d, sumOfUnitJs } from "./sum-of-unit-js.ts";
export { sumOfUnitTotalVariation } from "./sum-of-unit-total-variation.ts";
