import * as tf from "@tensorflow/tfjs";
import { requirePositive } from "../arguments.ts";
import { withOptions } from "../options.ts";
import { closedForm, type Divergence } from "./divergence.ts";
import { reverseKl } from "./reverse-kl.ts";
import { swapped } from "./swapped.ts";

/** Direction of a divergence: reverse is D(q, p), as KL(q‖p); forward is D(p, q), as KL(p‖q). */
export type Direction = "reverse" | "forward";

/** Options of `renyiDivergence`. */
export interface RenyiOptions {
  /** > 0; 1 is KL. */
  readonly alpha: number;
  /** Default: "reverse", of q from p. */
  readonly direction?: Direction;
}

/** @throws RangeError for any other value */
export const requireDirection = (direction: Direction): void => {
  if (direction === "reverse" || direction === "forward") return;
  throw new RangeError(`direction must be reverse or forward, got ${String(direction)}`);
};

/**
 * D_α(q‖p) = log ∫ q^α p^(1−α) / (α − 1), or D_α(p‖q) (Rényi 1961; Li & Turner 2016): with c = 1 − α
 * and u = 1 + c(eˡ − 1) it is ½(log(u)/c − l) + αm²/2u. Reverse, it is infinite if α > 1 and q's
 * variance is at least α/(α − 1) times p's; forward, the other way round.
 */
export const renyiDivergence = withOptions(
  "renyiDivergence",
  { alpha: "required", direction: "optional" },
  ({ alpha, direction = "reverse" }: RenyiOptions): Divergence => {
    requirePositive("alpha", alpha);
    requireDirection(direction);
    const reverse = alpha === 1 ? reverseKl : reverseRenyi(alpha);
    const name = `${direction}-renyi-${alpha}`;
    return direction === "reverse" ? { ...reverse, name } : swapped(name, reverse);
  },
);

const reverseRenyi = (alpha: number) => {
  const c = 1 - alpha;
  /** c(eˡ − 1), and whether the integral converges. */
  const excessOf = (l: tf.Tensor) => {
    const excess = tf.expm1(l).mul(c);
    return { excess, finite: excess.greater(-1) };
  };
  return closedForm({
    name: "renyi",
    curvature: alpha,
    value: (m, l) => {
      const { excess, finite } = excessOf(l);
      // Near l = 0 the difference is rounding error of either sign
      const spread = tf.relu(excess.log1p().div(c).sub(l));
      const value = spread.add(m.square().mul(alpha).div(excess.add(1))).div(2);
      return tf.where(finite, value, Number.POSITIVE_INFINITY);
    },
    gradient: (m, l) => {
      const { excess, finite } = excessOf(l);
      const u = tf.where(finite, excess.add(1), 1);
      // ½α(E − c m² eˡ/u)/u, E = eˡ − 1
      const pulled = m.square().mul(c).mul(l.exp().div(u));
      const slope = tf
        .expm1(l)
        .sub(pulled)
        .div(u)
        .mul(alpha / 2);
      return [m.mul(alpha).div(u), slope].map((g) => tf.where(finite, g, 0)) as [
        tf.Tensor,
        tf.Tensor,
      ];
    },
  });
};
