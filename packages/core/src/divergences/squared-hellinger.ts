import { functionOfRenyi } from "./function-of-renyi.ts";

/**
 * 1 − ∫ √(qp), in [0, 1]: one minus the Bhattacharyya coefficient, which multiplies over independent
 * units.
 */
export const squaredHellinger = functionOfRenyi({
  name: "squared-hellinger",
  alpha: 0.5,
  k: -0.5,
  c: -1,
});
