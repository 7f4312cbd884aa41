import { requireFinite } from "../arguments.ts";
import { withOptions } from "../options.ts";
import type { Divergence } from "./divergence.ts";
import { forwardKl } from "./forward-kl.ts";
import { functionOfRenyi } from "./function-of-renyi.ts";
import { reverseKl } from "./reverse-kl.ts";

/**
 * The α-divergence (1 − ∫ q^α p^(1−α))/(α(1 − α)) (Amari 1985, with the α of Minka 2005): KL(q‖p) at
 * α = 1, KL(p‖q) at 0, 4(1 − ∫√(qp)) at ½, ½χ²(q‖p) at 2. Infinite where Rényi's is;
 * finite for 0 ≤ α ≤ 1. The total is that of the joint distributions, not a sum over units.
 */
export const amari = withOptions(
  "amari",
  { alpha: "required" },
  ({ alpha }: { readonly alpha: number }): Divergence => {
    requireFinite("alpha", alpha);
    const name = `amari-${alpha}`;
    if (alpha === 1) return { ...reverseKl, name };
    if (alpha === 0) return { ...forwardKl, name };
    // The α-divergence of q from p is the (1 − α)-divergence of p from q; orders ≥ ½ are accurate
    const order = Math.max(alpha, 1 - alpha);
    return functionOfRenyi({
      name,
      alpha: order,
      direction: alpha >= 0.5 ? "reverse" : "forward",
      k: order - 1,
      c: order * (order - 1),
    });
  },
);
