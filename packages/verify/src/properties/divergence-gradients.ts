import * as tf from "@tensorflow/tfjs";
import { type Estimator, type Normal, pathwise, rng } from "@vae-lab/core";
import { normal } from "@vae-lab/core/distributions";
import { scoreFunction } from "@vae-lab/core/estimators";
import {
  type GradientMoments,
  hasMoment,
  type Integrand,
  leaveOneOutMoments,
  pathwiseMoments,
  scoreFunctionMoments,
} from "../exact/estimator-moments.ts";
import type { NormalPair } from "../exact/weight-distribution.ts";
import type { Check, Unsupported } from "../matrix/check.ts";
import { estimated } from "../matrix/sample.ts";
import { type FDivergence, fDivergences } from "./f-divergences.ts";

interface EstimatorRow {
  readonly name: string;
  readonly estimator: Estimator<Normal>;
  moments(pair: NormalPair, f: Integrand): GradientMoments;
}

const loo = 4;

const estimators: readonly EstimatorRow[] = [
  { name: "pathwise", estimator: pathwise(), moments: pathwiseMoments },
  { name: "score function", estimator: scoreFunction(), moments: scoreFunctionMoments },
  {
    name: `score function, leave-one-out, S = ${loo}`,
    estimator: scoreFunction({ samples: loo, baseline: "leave-one-out" }),
    moments: leaveOneOutMoments(loo),
  },
];

const pairs: readonly { readonly name: string; readonly pair: NormalPair }[] = [
  { name: "q = N(1, 1.5²)", pair: { q: { mean: 1, sd: 1.5 } } },
  { name: "q = N(1, 0.5²)", pair: { q: { mean: 1, sd: 0.5 } } },
];

/** Whether F has moments of this order under q. */
const has = (pair: NormalPair, { large, small }: FDivergence, order: number): boolean =>
  hasMoment(pair, order * large) && hasMoment(pair, -order * small);

const whyNot = (pair: NormalPair, f: FDivergence): string => {
  if (!has(pair, f, 1)) return "infinite: the divergence is not finite under this q";
  if (!has(pair, f, 2)) return "infinite variance: the estimate has no standard error under this q";
  return "infinite fourth moment: the standard error of the estimate is unreliable under this q";
};

const property = "an estimator of ∇D is unbiased, with its exact variance";

/** One independent estimate of (d/dμ, d/dσ) per row. */
const gradients = (
  { estimator }: EstimatorRow,
  { of, name }: FDivergence,
  { q: { mean, sd } }: NormalPair,
  { seed, estimates }: { seed: number; estimates: number },
) =>
  tf.tidy(() => {
    const p = normal({ mean: tf.scalar(0).reshape([1, 1]), logVariance: tf.zeros([1, 1]) });
    const noise = rng(seed).fold("verify", "divergences", name, Math.round(10 * sd));
    const found = tf.grads((m: tf.Tensor, l: tf.Tensor) => {
      const q = normal({ mean: m, logVariance: l });
      const f = (z: tf.Tensor) => of(p.logProb(z).sub(q.logProb(z)));
      return estimator.expectation(f, q, noise).sum();
    })([tf.fill([estimates, 1], mean), tf.fill([estimates, 1], 2 * Math.log(sd))]);
    // d/dσ = d/d(log σ²) · 2/σ
    return found.map((g, k) => g.mul(k === 0 ? 1 : 2 / sd).dataSync<"float32">());
  });

const cells = pairs.flatMap(({ name: at, pair }) =>
  fDivergences.flatMap((f) =>
    estimators.map((row) => ({ divergence: `${f.name}, ${at}`, f, row, pair })),
  ),
);

export const divergenceGradientProperties: readonly Check[] = cells
  .filter(({ f, pair }) => has(pair, f, 4))
  .map(({ divergence, f, row, pair }) => ({
    property,
    divergence,
    estimator: row.name,
    measure: (_, effort) => {
      const exact = row.moments(pair, f);
      const found = gradients(row, f, pair, effort);
      return ["d/dμ", "d/dσ"].map((of, k) => ({
        of,
        exact: exact[k]?.mean ?? Number.NaN,
        // The standard error of a variance's variance needs the eighth moment
        ...estimated(found[k] ?? [], has(pair, f, 8) ? exact[k]?.variance : undefined),
      }));
    },
  }));

export const unsupportedDivergenceGradients: readonly Unsupported[] = cells
  .filter(({ f, pair }) => !has(pair, f, 4))
  .map(({ divergence, f, row, pair }) => ({
    property,
    divergence,
    estimator: row.name,
    reason: whyNot(pair, f),
  }));
