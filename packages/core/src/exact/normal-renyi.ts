import { requirePositive } from "../arguments.ts";
import { reverseKl } from "./normal-kl.ts";
import { type ExactDivergence, whitened } from "./univariate-normal.ts";

/**
 * D_α(q‖p) = log ∫ q^α p^(1−α) / (α − 1) for α > 0, KL(q‖p) at α = 1 (Rényi 1961; Gil et al. 2013,
 * table 2). With c = 1 − α it is ½(log(1 + c(eˡ − 1))/c − l) + αm²/(2(1 + c(eˡ − 1))); infinite
 * where α > 1 and the variance of q is at least α/(α − 1) times that of p.
 */
export const renyi = (alpha: number): ExactDivergence => {
  requirePositive("alpha", alpha);
  if (alpha === 1) return reverseKl;
  const c = 1 - alpha;
  return (q, p) => {
    const { m, l } = whitened(q, p);
    const excess = c * Math.expm1(l);
    if (excess <= -1) return Number.POSITIVE_INFINITY;
    // Near l = 0 the difference is rounding error of either sign
    const spread = Math.max(0, Math.log1p(excess) / c - l);
    return (spread + (alpha * m * m) / (1 + excess)) / 2;
  };
};

/**
 * (1 − ∫ q^α p^(1−α)) / (α(1 − α)) for any α; KL(q‖p) at α = 1, KL(p‖q) at 0, four times the
 * squared Hellinger distance at ½, half of χ² at 2 (Amari 1985, with Minka's α, 2005).
 */
export const amari = (alpha: number): ExactDivergence => {
  // The α-divergence of q from p is the (1 − α)-divergence of p from q; α ≥ ½ is accurate.
  if (alpha < 0.5) return (q, p) => amari(1 - alpha)(p, q);
  const ratio = renyi(alpha);
  if (alpha === 1) return ratio;
  return (q, p) => Math.expm1((alpha - 1) * ratio(q, p)) / (alpha * (alpha - 1));
};

/** χ²(q‖p) = ∫ q²/p − 1 (Pearson). */
export const chiSquared: ExactDivergence = (q, p) => Math.expm1(renyi(2)(q, p));

/** 1 − ∫ √(qp), the squared Hellinger distance: one minus the Bhattacharyya coefficient. */
export const squaredHellinger: ExactDivergence = (q, p) => -Math.expm1(-renyi(0.5)(q, p) / 2);
