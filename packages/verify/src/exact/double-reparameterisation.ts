import { logNormal, type NormalPair } from "./weight-distribution.ts";

/** F(log w) and its first two derivatives. */
export type Functional = (logWeight: number) => {
  readonly value: number;
  readonly first: number;
  readonly second: number;
};

/** E_p[log p/q] = E_q[w log w]: forward KL. */
export const forwardKlFunctional: Functional = (l) => ({
  value: Math.exp(l) * l,
  first: Math.exp(l) * (l + 1),
  second: Math.exp(l) * (l + 2),
});

/**
 * E c(log w) ∂log w/∂z ∂z/∂(μ, σ) over one draw of q = N(μ, σ²), p = N(0, 1): the gradient of
 * E F(log w) when the coefficient c is right, by the trapezoid rule.
 */
export const pathGradient = (
  { q }: NormalPair,
  coefficient: (logWeight: number) => number,
): readonly [number, number] => {
  const perSd = 12;
  let [byMean, bySd] = [0, 0];
  for (let i = -12 * perSd; i <= 12 * perSd; i++) {
    const e = i / perSd;
    const z = q.mean + q.sd * e;
    const logWeight = logNormal(z, { mean: 0, sd: 1 }) - logNormal(z, q);
    const slope = -z + e / q.sd;
    const term =
      (Math.exp(logNormal(e, { mean: 0, sd: 1 })) / perSd) * coefficient(logWeight) * slope;
    byMean += term;
    bySd += term * e;
  }
  return [byMean, bySd];
};
