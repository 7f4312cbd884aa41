import { requireNotNegative, requireOneOf, requirePositive } from "../arguments.ts";
import { goldenSection } from "./golden-section.ts";
import { type LinearVaeUnit, linearVaeUnit } from "./linear-vae.ts";
import { gaussHermite, meanUnder } from "./quadrature.ts";
import type { ExactDivergence } from "./univariate-normal.ts";

/** E D(N(μ, eˡ), N(0, 1)) over μ ~ N(0, varMu): the regulariser of one unit of the linear VAE. */
export type ExpectedDivergence = (varMu: number, l: number) => number;

const standard = { mean: 0, logVariance: 0 };

/** The expectation of a divergence a(l) + b(l)μ²: KL, Jeffreys, Rényi, geometric JS. */
export const expectedQuadratic =
  (divergence: ExactDivergence): ExpectedDivergence =>
  (varMu, l) =>
    divergence({ mean: Math.sqrt(varMu), logVariance: l }, standard);

/** The expectation of (exp(k D) − 1)/c with D = a(l) + b(l)μ²: χ², Amari and Hellinger from Rényi. */
export const expectedExponential = (
  divergence: ExactDivergence,
  k: number,
  c: number,
): ExpectedDivergence => {
  const at = (mean: number, l: number) => divergence({ mean, logVariance: l }, standard);
  return (varMu, l) => {
    const a = at(0, l);
    const shrunk = 1 - 2 * k * (at(1, l) - a) * varMu;
    if (!(shrunk > 0)) return Number.POSITIVE_INFINITY;
    return Math.expm1(k * a - Math.log(shrunk) / 2) / c;
  };
};

/** The expectation of any divergence, by Gauss–Hermite quadrature. */
export const expectedByQuadrature = (
  divergence: ExactDivergence,
  nodes = 24,
): ExpectedDivergence => {
  const rule = gaussHermite(nodes);
  return (varMu, l) =>
    meanUnder(rule, (z) => divergence({ mean: z * Math.sqrt(varMu), logVariance: l }, standard));
};

/** Options of `linearVaeMinimum`. */
export interface LinearVaeMinimumOptions {
  readonly lambda: number;
  readonly tau: number;
  /** Start of the descent: cold from a collapsed posterior, warm from one with almost no noise. Default: cold. */
  readonly start?: "cold" | "warm";
}

export interface LinearVaeMinimum extends LinearVaeUnit {
  /** (D + 2τ E D_regulariser − λ)/2: the objective in units of σ², minus that of the collapsed state. */
  readonly excess: number;
}

/**
 * The local minimum of ½E(x − wz)² + τ E D(q, p) that descent from `start` reaches, for any
 * regulariser. The distortion is λ/(1 + r) for the signal-to-noise ratio r = varMu/s²; s² is optimal
 * at each r. Accurate to about seven digits of r and s².
 */
export const linearVaeMinimum = (
  expected: ExpectedDivergence,
  { lambda, tau, start = "cold" }: LinearVaeMinimumOptions,
): LinearVaeMinimum => {
  requireNotNegative("lambda", lambda);
  requirePositive("tau", tau);
  requireOneOf("start", start, ["cold", "warm"]);
  const bestAt = (r: number) => lowest((l) => expected(r * Math.exp(l), l));
  const excess = (logR: number) => {
    const r = Math.exp(logR);
    return -((lambda / 2) * r) / (1 + r) + tau * bestAt(r).value;
  };
  const [first, step] = start === "cold" ? [-12, 0.04] : [12, -0.04];
  let at = first;
  // The warm end may begin with infinite values
  while (at > -12.5 && at < 12.5 && !(excess(at + step) > excess(at))) at += step;
  if (at <= -12 || at >= 12.5) return { ...linearVaeUnit(lambda, 0, 1), excess: 0 };
  const logR = goldenSection(excess, at - Math.abs(step), at + Math.abs(step), tolerance);
  const s2 = Math.exp(bestAt(Math.exp(logR)).at);
  return { ...linearVaeUnit(lambda, Math.exp(logR) * s2, s2), excess: excess(logR) };
};

/** Of the logarithms that are searched. */
const tolerance = 1e-9;

/** The minimum over log variances in ±12: the best of a grid, then refined around it. */
const lowest = (f: (l: number) => number) => {
  let [best, value] = [0, Number.POSITIVE_INFINITY];
  for (let l = -12; l <= 12; l += 0.25) {
    const here = f(l);
    if (here < value) [best, value] = [l, here];
  }
  const at = goldenSection(f, best - 0.25, best + 0.25, tolerance);
  return { at, value: f(at) };
};
