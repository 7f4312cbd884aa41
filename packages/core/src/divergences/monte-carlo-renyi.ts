import * as tf from "@tensorflow/tfjs";
import { requireCount, requireFinite, requirePositive } from "../arguments.ts";
import type { Distribution, Prior } from "../distributions/distribution.ts";
import type { Normal, NormalPrior } from "../distributions/normal.ts";
import { withOptions } from "../options.ts";
import { amari } from "./amari.ts";
import type { Divergence } from "./divergence.ts";
import {
  logMeanExp,
  logRatios,
  type MonteCarloDivergence,
  type MonteCarloOptions,
  monteCarloForwardKl,
  monteCarloReverseKl,
} from "./monte-carlo.ts";
import { renyiDivergence } from "./renyi.ts";

/** For normal distributions it is known where a divergence is infinite. */
const knowsMoments = (q: Distribution | Normal, p: Prior | NormalPrior): p is NormalPrior =>
  "logVariance" in q && "whiten" in p;

/**
 * Refuses to estimate an infinite expectation, whose sample mean would be a finite number. This reads
 * values back, so orders that can be infinite are for evaluation, not for a traced step.
 */
const refuseInfinite = (name: string, exact: Divergence, q: Distribution, p: Prior) => {
  if (!knowsMoments(q, p)) return;
  const values = tf.tidy(() => exact.total(q as Normal, p).dataSync());
  const row = values.indexOf(Number.POSITIVE_INFINITY);
  if (row >= 0)
    throw new RangeError(`${name} must be finite to be estimated, got Infinity at row ${row}`);
};

/** Options of `monteCarloRenyi` and `monteCarloAmari`. */
export interface MonteCarloRenyiOptions extends MonteCarloOptions {
  readonly alpha: number;
}

/**
 * Rényi's D_α(q‖p) = log E_q (q/p)^(α−1) / (α − 1), α > 0. The mean is inside a logarithm, so the
 * estimate is biased, up for α < 1 and down for α > 1, by half its relative variance over S/|α − 1|
 * as S → ∞.
 */
export const monteCarloRenyi = withOptions(
  "monteCarloRenyi",
  { alpha: "required", samples: "optional" },
  ({ alpha, samples = 1 }: MonteCarloRenyiOptions): MonteCarloDivergence => {
    requireCount("samples", samples);
    requirePositive("alpha", alpha);
    const name = `monte-carlo-renyi-${alpha}`;
    if (alpha === 1) return { ...monteCarloReverseKl({ samples }), name };
    return {
      name,
      samples,
      curvature: alpha,
      estimate: (q, p, rng) => {
        if (alpha > 1) refuseInfinite(name, renyiDivergence({ alpha }), q, p);
        const { overQ } = logRatios(q, p, rng, samples);
        return logMeanExp(overQ().mul(alpha - 1)).div(alpha - 1);
      },
    };
  },
);

/** Amari's α-divergence, (E_q (q/p)^(α−1) − 1)/(α(α − 1)), or over draws of p where α < ½. */
export const monteCarloAmari = withOptions(
  "monteCarloAmari",
  { alpha: "required", samples: "optional" },
  ({ alpha, samples = 1 }: MonteCarloRenyiOptions): MonteCarloDivergence => {
    requireCount("samples", samples);
    requireFinite("alpha", alpha);
    const name = `monte-carlo-amari-${alpha}`;
    if (alpha === 1) return { ...monteCarloReverseKl({ samples }), name };
    if (alpha === 0) return { ...monteCarloForwardKl({ samples }), name };
    return {
      name,
      samples,
      curvature: 1,
      estimate: (q, p, rng) => {
        if (alpha < 0 || alpha > 1) refuseInfinite(name, amari({ alpha }), q, p);
        const { overQ, overP } = logRatios(q, p, rng, samples);
        const power = alpha < 0.5 ? overP().mul(alpha) : overQ().mul(alpha - 1);
        return tf
          .expm1(power)
          .mean(0)
          .div(alpha * (alpha - 1));
      },
    };
  },
);

/** χ²(q‖p) = E_q q/p − 1; χ²(p‖q) is twice Amari's divergence at −1. */
export const monteCarloChiSquared = withOptions(
  "monteCarloChiSquared",
  { samples: "optional" },
  ({ samples = 1 }: MonteCarloOptions): MonteCarloDivergence => {
    const half = monteCarloAmari({ alpha: 2, samples });
    return {
      name: "monte-carlo-chi-squared",
      samples,
      curvature: 2,
      estimate: (q, p, rng) => half.estimate(q, p, rng).mul(2),
    };
  },
);
