import type * as tf from "@tensorflow/tfjs";

/** A divergence as E_q F(log w), w = p/q, so that any estimator of an expectation applies. */
export interface FDivergence {
  readonly name: string;
  value(logWeight: number): number;
  /** dF/dlog w. */
  slope(logWeight: number): number;
  /** F on tensors. */
  of(logWeight: tf.Tensor): tf.Tensor;
  /** F grows like w^large for w → ∞ and like w^−small for w → 0. */
  readonly large: number;
  readonly small: number;
}

const softplus = (l: number): number => Math.max(l, 0) + Math.log1p(Math.exp(-Math.abs(l)));

export const fDivergences: readonly FDivergence[] = [
  {
    name: "reverse KL",
    value: (l) => -l,
    slope: () => -1,
    of: (l) => l.neg(),
    ...{ large: 0, small: 0 },
  },
  {
    name: "forward KL",
    value: (l) => l * Math.exp(l),
    slope: (l) => (l + 1) * Math.exp(l),
    of: (l) => l.mul(l.exp()),
    ...{ large: 1, small: 0 },
  },
  {
    name: "Jeffreys",
    value: (l) => l * Math.expm1(l),
    slope: (l) => l * Math.exp(l) + Math.expm1(l),
    of: (l) => l.mul(l.expm1()),
    ...{ large: 1, small: 0 },
  },
  {
    name: "JS",
    value: (l) => 0.5 * (l * Math.exp(l) - (1 + Math.exp(l)) * (softplus(l) - Math.LN2)),
    slope: (l) => 0.5 * Math.exp(l) * (l - softplus(l) + Math.LN2),
    of: (l) => {
      const w = l.exp();
      return l
        .mul(w)
        .sub(w.add(1).mul(l.softplus().sub(Math.LN2)))
        .mul(0.5);
    },
    ...{ large: 1, small: 0 },
  },
  {
    name: "squared Hellinger",
    value: (l) => -Math.expm1(l / 2),
    slope: (l) => -0.5 * Math.exp(l / 2),
    of: (l) => l.div(2).expm1().neg(),
    ...{ large: 0.5, small: 0 },
  },
  {
    name: "Amari α = 0.3",
    value: (l) => Math.expm1(0.3 * l) / (0.3 * (0.3 - 1)),
    slope: (l) => Math.exp(0.3 * l) / (0.3 - 1),
    of: (l) =>
      l
        .mul(0.3)
        .expm1()
        .div(0.3 * (0.3 - 1)),
    ...{ large: 0.3, small: 0 },
  },
  {
    name: "χ²(p‖q)",
    value: (l) => Math.expm1(l) ** 2,
    slope: (l) => 2 * Math.exp(l) * Math.expm1(l),
    of: (l) => l.expm1().square(),
    ...{ large: 2, small: 0 },
  },
  {
    name: "χ²(q‖p)",
    value: (l) => Math.expm1(-l),
    slope: (l) => -Math.exp(-l),
    of: (l) => l.neg().expm1(),
    ...{ large: 0, small: 1 },
  },
  {
    name: "total variation",
    value: (l) => 0.5 * Math.abs(Math.expm1(l)),
    slope: (l) => 0.5 * Math.sign(l) * Math.exp(l),
    of: (l) => l.expm1().abs().mul(0.5),
    ...{ large: 1, small: 0 },
  },
];
