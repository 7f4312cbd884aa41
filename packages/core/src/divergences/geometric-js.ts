import * as tf from "@tensorflow/tfjs";
import { requireInside } from "../arguments.ts";
import { withOptions } from "../options.ts";
import { closedForm, type Divergence } from "./divergence.ts";
import { renyiDivergence } from "./renyi.ts";

/** Options of `geometricJs` and `dualGeometricJs`. */
export interface GeometricJsOptions {
  /** The weight of p in G ∝ q^(1−α) p^α, in (0, 1). Default: ½. */
  readonly alpha?: number;
}

/**
 * (1 − α) KL(q‖G) + α KL(p‖G), G ∝ q^(1−α) p^α (Nielsen 2019; Deasy et al. 2020). With a = α(1 − α),
 * E = eˡ − 1, u = 1 + αE and h = (αeˡ + (1 − α)e⁻ˡ)/u it is ½(4a sinh²(l/2) − log u + αl + a m²h).
 */
export const geometricJs = withOptions(
  "geometricJs",
  { alpha: "optional" },
  ({ alpha = 0.5 }: GeometricJsOptions): Divergence => {
    requireInside("alpha", alpha, 0, 1);
    const a = alpha * (1 - alpha);
    const parts = (l: tf.Tensor) => {
      const excess = tf.expm1(l);
      const u = excess.mul(alpha).add(1);
      const [up, down] = [
        l.exp().mul(alpha),
        l
          .neg()
          .exp()
          .mul(1 - alpha),
      ];
      return { excess, u, up, down, h: up.add(down).div(u) };
    };
    return closedForm({
      name: `geometric-js-${alpha}`,
      curvature: a,
      value: (m, l) => {
        const { excess, h } = parts(l);
        const spread = tf
          .sinh(l.div(2))
          .square()
          .mul(4 * a);
        const logU = excess.mul(alpha).log1p();
        // Near l = 0 the difference is rounding error of either sign
        return tf
          .relu(spread.sub(logU.sub(l.mul(alpha))))
          .add(m.square().mul(h).mul(a))
          .div(2);
      },
      gradient: (m, l) => {
        const { excess, u, up, down, h } = parts(l);
        const spread = tf.sinh(l).mul(2).sub(excess.div(u));
        const tilt = up.sub(down).sub(h.mul(up)).div(u);
        return [m.mul(h).mul(a), spread.add(m.square().mul(tilt)).mul(a / 2)];
      },
    });
  },
);

/** (1 − α) KL(G‖q) + α KL(G‖p) with the same G: α times Rényi's divergence of order 1 − α. */
export const dualGeometricJs = withOptions(
  "dualGeometricJs",
  { alpha: "optional" },
  ({ alpha = 0.5 }: GeometricJsOptions): Divergence => {
    requireInside("alpha", alpha, 0, 1);
    const { perUnit, total } = renyiDivergence({ alpha: 1 - alpha });
    return {
      name: `dual-geometric-js-${alpha}`,
      exact: true,
      curvature: alpha * (1 - alpha),
      perUnit: (q, p) => perUnit(q, p).mul(alpha),
      total: (q, p) => total(q, p).mul(alpha),
    };
  },
);
