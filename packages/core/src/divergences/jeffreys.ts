import type { Divergence } from "./divergence.ts";
import { halfJeffreys } from "./half-jeffreys.ts";

/** KL(q‖p) + KL(p‖q). */
export const jeffreys: Divergence = {
  name: "jeffreys",
  exact: true,
  curvature: 2,
  perUnit: (q, p) => halfJeffreys.perUnit(q, p).mul(2),
  total: (q, p) => halfJeffreys.total(q, p).mul(2),
};
