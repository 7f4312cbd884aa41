import { requireCount } from "../arguments.ts";
import { meanUnder, type Rule } from "./quadrature.ts";

/** ∫₀^∞ f(t) dt/t with t = eᵘ: the trapezoid rule, which ends where f is gone at both sides. */
const overScales = (f: (t: number) => number): number => {
  const [from, to, perUnit] = [-50, 50, 8];
  let sum = 0;
  for (let i = 0; i <= (to - from) * perUnit; i++) sum += f(Math.exp(from + i / perUnit));
  return sum / perUnit;
};

/**
 * E log (1/K) Σ w for K independent weights, w = exp(logWeight(ε)), ε of the rule's law: Burda's
 * bound without a draw. log s = ∫ (e⁻ᵗ − e⁻ˢᵗ) dt/t (Frullani), and E e⁻ᵗΣʷ is the K-th power of one
 * weight's Laplace transform. About 1e-9 where log-weights lie within ±40.
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
 * E Σ w̃ g for K independent draws, w̃ = w/Σw: what self-normalised importance sampling has for its
 * mean, biased by order 1/K. 1/s = ∫ t e⁻ˢᵗ dt/t takes the draws apart.
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

/** E h e⁻ᵗʷ of one draw. */
const transformOf =
  ({ nodes, weights }: Rule, w: readonly number[], h: readonly number[] = nodes.map(() => 1)) =>
  (t: number): number => {
    let sum = 0;
    for (let i = 0; i < w.length; i++)
      sum += (weights[i] ?? 0) * (h[i] ?? 0) * Math.exp(-t * (w[i] ?? 0));
    return sum;
  };

/** E F over K independent draws by the product of K rules: nodesᴷ evaluations, so for small K. */
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
