import { dualGeometricJs, geometricJs } from "./normal-geometric-js.ts";
import { js } from "./normal-js.ts";
import { forwardKl, halfJeffreys, jeffreys, reverseKl } from "./normal-kl.ts";
import { amari, chiSquared, renyi, squaredHellinger } from "./normal-renyi.ts";
import { totalVariation } from "./normal-total-variation.ts";

/**
 * Divergences of two normal laws on a line in double precision: what tensor forms and estimators
 * are checked against. Those that are not symmetric are taken the other way by swapping the laws.
 */
export const normalDivergences = {
  reverseKl,
  forwardKl,
  jeffreys,
  halfJeffreys,
  renyi,
  amari,
  chiSquared,
  squaredHellinger,
  geometricJs,
  dualGeometricJs,
  js,
  totalVariation,
};
