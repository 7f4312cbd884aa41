import * as tf from "@tensorflow/tfjs";
import { requireCount } from "../arguments.ts";
import type { Moments } from "../distributions/moments.ts";
import type { NormalReference } from "../distributions/normal.ts";
import { requireOptions, withOptions } from "../options.ts";
import { withoutGradient } from "../tensors/gradients.ts";
import type { Divergence } from "./divergence.ts";
import { jsIntegrand, jsIntegrandWide } from "./js-integrand.ts";

export interface QuadratureJsOptions {
  /** Of each of the two laws; 65 when not given. */
  readonly nodes?: number;
}

const quadratureJsOptions = { nodes: "optional" } as const;

/** Standard deviations beyond which a normal law weighs less than float32 can tell. */
const reach = 6.5;

/** Log ratios of the variances beyond which the narrower law alone decides. */
const unlike = 1.5;

/**
 * JS(q, p) of each unit alone, in nats: [B, K], by the trapezoid rule on ±6.5 standard deviations.
 * Where the variances are alike it is the mean of `certainty` over both laws, which keeps its digits
 * near 0; elsewhere log 2 less what the narrower law leaves open, as the wider one has nothing to
 * resolve. With 65 nodes it and its gradient are right to about 1e-5.
 */
export const quadratureJs1d = (
  q: Moments,
  p: NormalReference,
  options: QuadratureJsOptions = {},
): tf.Tensor => {
  requireOptions("quadratureJs1d", options, quadratureJsOptions);
  const { nodes = 65 } = options;
  requireCount("nodes", nodes, 2);
  const { mean: m, logVariance: l } = p.whiten(q);
  const { at, weights } = trapezoid(nodes);
  const along = (values: readonly number[]) =>
    tf.tensor([...values], [nodes, ...m.shape.map(() => 1)]);
  const grid = along(at);
  const average = (values: tf.Tensor) => values.mul(along(weights)).sum(0);
  // log q − log p on the nodes of q, z = m + sξ, and on those of p, z = ξ
  const onQ = (logVariance: tf.Tensor) =>
    grid.mul(logVariance.div(2).exp()).add(m).square().sub(grid.square()).sub(logVariance).div(2);
  const onP = (logVariance: tf.Tensor) =>
    grid.square().sub(grid.sub(m).square().mul(logVariance.neg().exp())).sub(logVariance).div(2);

  const alike = tf.clipByValue(l, -unlike, unlike);
  const near = average(jsIntegrand(onQ(alike)).add(jsIntegrand(onP(alike)))).div(2);
  // The wider law against the narrower one
  const far = tf.where(
    withoutGradient(() => l.less(0)),
    onQ(l).neg(),
    onP(l),
  );
  const open = average(jsIntegrandWide(far)).div(2);
  return tf.where(
    withoutGradient(() => l.abs().less(unlike)),
    near,
    tf.sub(Math.LN2, open),
  );
};

/** Σ over units of their JS divergences: not the JS divergence of the laws over all units. */
export const sumOfUnitJs = withOptions(
  "sumOfUnitJs",
  quadratureJsOptions,
  (options: QuadratureJsOptions): Divergence => {
    const perUnit: Divergence["perUnit"] = (q, p) => quadratureJs1d(q, p, options);
    return {
      name: "js-per-unit-sum",
      exact: true,
      curvature: 1 / 4,
      perUnit,
      total: (q, p) => perUnit(q, p).sum(-1),
    };
  },
);

const trapezoid = (nodes: number) => {
  const at = Array.from({ length: nodes }, (_, i) => reach * ((2 * i) / (nodes - 1) - 1));
  const density = at.map((z) => Math.exp((-z * z) / 2));
  const total = density.reduce((sum, d) => sum + d, 0);
  return { at, weights: density.map((d) => d / total) };
};
