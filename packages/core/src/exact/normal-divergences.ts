import { dualGeometricJs, geometricJs } from "./normal-geometric-js.ts";
import { js } from "./normal-js.ts";
import { forwardKl, halfJeffreys, jeffreys, reverseKl } from "./normal-kl.ts";
import { amari, chiSquared, renyi, squaredHellinger } from "./normal-renyi.ts";
import { totalVariation } from "./normal-total-variation.ts";

/**
 * Divergences of two univariate normal distributions in double precision, the reference for tensor
 * forms and estimators. Swap the arguments for the other direction.
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
