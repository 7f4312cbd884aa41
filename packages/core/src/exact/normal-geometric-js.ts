import { requireInside } from "../arguments.ts";
import { reverseKl } from "./normal-kl.ts";
import type { ExactDivergence, UnivariateNormal } from "./univariate-normal.ts";

/** The normal distribution with density ∝ q^(1−α) p^α. */
const between = (q: UnivariateNormal, p: UnivariateNormal, alpha: number): UnivariateNormal => {
  const [ofQ, ofP] = [(1 - alpha) * Math.exp(-q.logVariance), alpha * Math.exp(-p.logVariance)];
  return {
    mean: (ofQ * q.mean + ofP * p.mean) / (ofQ + ofP),
    logVariance: -Math.log(ofQ + ofP),
  };
};

/** (1 − α) KL(q‖G) + α KL(p‖G), G ∝ q^(1−α) p^α (Nielsen 2019, eq. 64). */
export const geometricJs = (alpha = 0.5): ExactDivergence => {
  requireInside("alpha", alpha, 0, 1);
  return (q, p) => {
    const g = between(q, p, alpha);
    return (1 - alpha) * reverseKl(q, g) + alpha * reverseKl(p, g);
  };
};

/** (1 − α) KL(G‖q) + α KL(G‖p), with the same G: −log ∫ q^(1−α) p^α. */
export const dualGeometricJs = (alpha = 0.5): ExactDivergence => {
  requireInside("alpha", alpha, 0, 1);
  return (q, p) => {
    const g = between(q, p, alpha);
    return (1 - alpha) * reverseKl(g, q) + alpha * reverseKl(g, p);
  };
};
