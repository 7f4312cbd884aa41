import { requireCount } from "../arguments.ts";
import { meanUnder, type Rule } from "./quadrature.ts";

/** ∫₀^∞ f(t) dt/t by the trapezoidal rule in u = log t, over the range where f is not negligible. */
const overScales = (f: (t: number) => number): number => {
  const [from, to, perUnit] = [-50, 50, 8];
  let sum = 0;
  for (let i = 0; i <= (to - from) * perUnit; i++) sum += f(Math.exp(from + i / perUnit));
  return sum / perUnit;
};

/**
 * E log (1/K) Σ w for K independent weights w = exp(logWeight(ε)), ε distributed by the rule: the
 * importance-weighted bound without sampling. log s = ∫ (e⁻ᵗ − e⁻ˢᵗ) dt/t (Frullani), and E e⁻ᵗΣʷ is
 * the K-th power of one weight's Laplace transform. Accurate to about 1e-9 for log-weights in ±40.
 */
export const expectedLogMeanWeight = (
  rule: Rule,
  logWeight: (e: number) => number,
  samples: number,
): number => {
  requireCount("samples", samples);
  const w = rule.nodes.map((e) => Math.exp(logWeight(e)));
  const transform = transformOf(rule, w);
  return overScales((t) => Math.exp(-t) - transform(t) ** samples) - Math.log(samples);
};

/**
 * E Σ w̃ g for K independent samples, w̃ = w/Σw: the mean of self-normalised importance sampling, with
 * bias of order 1/K. 1/s = ∫ t e⁻ˢᵗ dt/t separates the samples.
 */
export const expectedSelfNormalised = (
  rule: Rule,
  logWeight: (e: number) => number,
  g: (e: number) => number,
  samples: number,
): number => {
  requireCount("samples", samples);
  const w = rule.nodes.map((e) => Math.exp(logWeight(e)));
  const transform = transformOf(rule, w);
  const weighted = transformOf(
    rule,
    w,
    rule.nodes.map((e, i) => (w[i] ?? 0) * g(e)),
  );
  return samples * overScales((t) => t * weighted(t) * transform(t) ** (samples - 1));
};

/** E h e⁻ᵗʷ of one sample. */
const transformOf =
  ({ nodes, weights }: Rule, w: readonly number[], h: readonly number[] = nodes.map(() => 1)) =>
  (t: number): number => {
    let sum = 0;
    for (let i = 0; i < w.length; i++)
      sum += (weights[i] ?? 0) * (h[i] ?? 0) * Math.exp(-t * (w[i] ?? 0));
    return sum;
  };

/** E F over K independent samples by the product of K rules: nodesᴷ evaluations, so for small K. */
export const expectedOverDraws = (
  rule: Rule,
  samples: number,
  f: (draws: readonly number[]) => number,
): number => {
  requireCount("samples", samples);
  const over = (drawn: readonly number[]): number =>
    drawn.length === samples ? f(drawn) : meanUnder(rule, (e) => over([...drawn, e]));
  return over([]);
};
