import * as tf from "@tensorflow/tfjs";
import { requireCount, requireInside } from "../arguments.ts";
import type { Distribution, Prior } from "../distributions/distribution.ts";
import type { Rng } from "../random/rng.ts";
import { jsIntegrand } from "./js-integrand.ts";

/** An estimate of the divergence of the joint distributions over all units, from samples and densities. */
export interface MonteCarloDivergence {
  readonly name: string;
  /** Samples of each distribution that is sampled. */
  readonly samples: number;
  /** As for exact divergences. */
  readonly curvature?: number;
  /**
   * [B]. Gradients flow along reparameterised samples of q and are those of the estimate; samples of p
   * carry none to q.
   * @throws RangeError if the divergence is known to be infinite
   */
  estimate(q: Distribution, p: Prior, rng: Rng): tf.Tensor;
}

/** Options of the Monte Carlo divergences. */
export interface MonteCarloOptions {
  /** S, samples of each distribution per example. Default: 1. */
  readonly samples?: number;
}

/** The averaged function of t = log q − log p: [S, B] → [S, B]. */
type Integrand = (t: tf.Tensor) => tf.Tensor;

/** log q(z) − log p(z) at samples of q and at samples of p. */
export const logRatios = (q: Distribution, p: Prior, rng: Rng, samples: number) => {
  const ofQ = q.sample(rng.fold("q"), samples);
  const ratio = (z: tf.Tensor) => q.logProb(z).sub(p.logProb(z));
  return {
    overQ: () => ratio(ofQ),
    overP: () => ratio(p.sample(rng.fold("p"), ofQ.shape)),
  };
};

const averaged =
  (
    name: string,
    curvature: number | undefined,
    over: { readonly q?: Integrand; readonly p?: Integrand },
  ) =>
  ({ samples = 1 }: MonteCarloOptions = {}): MonteCarloDivergence => {
    requireCount("samples", samples);
    return {
      name: `monte-carlo-${name}`,
      samples,
      ...(curvature !== undefined && { curvature }),
      estimate: (q, p, rng) => {
        const { overQ, overP } = logRatios(q, p, rng, samples);
        const means = [
          ...(over.q ? [over.q(overQ()).mean(0)] : []),
          ...(over.p ? [over.p(overP()).mean(0)] : []),
        ];
        return tf.addN(means);
      },
    };
  };

const both = (integrand: Integrand) => {
  const half: Integrand = (t) => integrand(t).div(2);
  return { q: half, p: half };
};

/** E_q log q/p. */
export const monteCarloReverseKl = averaged("reverse-kl", 1, { q: (t) => t });

/** E_p log p/q, over samples of p. */
export const monteCarloForwardKl = averaged("forward-kl", 1, { p: (t) => t.neg() });

/** E_q log q/p + E_p log p/q. */
export const monteCarloJeffreys = averaged("jeffreys", 2, { q: (t) => t, p: (t) => t.neg() });

/** JS over all units; each sample contributes a value in [0, log 2]. */
export const monteCarloJs = averaged("js", 1 / 4, both(jsIntegrand));

/** ½∫|q − p| over all units; each sample contributes a value in [0, 1]. */
export const monteCarloTotalVariation = averaged(
  "total-variation",
  undefined,
  both((t) => tf.tanh(t.div(2)).abs()),
);

/** 1 − ∫√(qp) over all units; each sample contributes a value in [0, 1]. */
export const monteCarloSquaredHellinger = averaged(
  "squared-hellinger",
  1 / 4,
  both((t) => {
    // 1 − 1/cosh(t/2) = (1 − x)²/(1 + x²), x = e^(−|t|/2)
    const x = t.abs().div(-2).exp();
    return tf.expm1(t.abs().div(-2)).square().div(x.square().add(1));
  }),
);

/**
 * (1 − α) KL(q‖G) + α KL(p‖G), G ∝ q^(1−α) p^α. The mass of the geometric mean is estimated inside
 * a logarithm, which biases the estimate up by half its relative variance over S.
 */
export const monteCarloGeometricJs = ({
  alpha = 0.5,
  samples = 1,
}: MonteCarloOptions & { readonly alpha?: number } = {}): MonteCarloDivergence => {
  requireCount("samples", samples);
  requireInside("alpha", alpha, 0, 1);
  return {
    name: `monte-carlo-geometric-js-${alpha}`,
    samples,
    curvature: alpha * (1 - alpha),
    estimate: (q, p, rng) => {
      const ratios = logRatios(q, p, rng, samples);
      const [overQ, overP] = [ratios.overQ(), ratios.overP()];
      const logMass = logMeanExp(overQ.mul(-alpha));
      return overQ
        .mean(0)
        .sub(overP.mean(0))
        .mul(alpha * (1 - alpha))
        .add(logMass);
    },
  };
};

/** log of the mean of exp over samples: [S, B] → [B]. */
export const logMeanExp = (logs: tf.Tensor): tf.Tensor =>
  tf.logSumExp(logs, 0).sub(Math.log(logs.shape[0] ?? 1));
