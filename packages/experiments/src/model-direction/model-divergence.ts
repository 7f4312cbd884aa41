/** A divergence of a model q from the data's distribution p, as an integral over points. */
export interface ModelDivergence {
  readonly name: string;
  /** The integrand of D(p, q), in nats. */
  value(logP: number, logQ: number): number;
  /** Its product with ∂log q/∂θ is the integrand of ∂D/∂θ, up to a constant times q. */
  slope(logP: number, logQ: number): number;
}

/** KL(data‖model), which maximum likelihood minimises. */
export const forwardKl: ModelDivergence = {
  name: "forward KL",
  value: (p, q) => (p === -Infinity ? 0 : Math.exp(p) * (p - q)),
  slope: (p) => -Math.exp(p),
};

/** KL(model‖data). */
export const reverseKl: ModelDivergence = {
  name: "reverse KL",
  value: (p, q) => (q === -Infinity ? 0 : Math.exp(q) * (q - p)),
  slope: (p, q) => (q === -Infinity ? 0 : Math.exp(q) * (q - p)),
};

const logMix = (p: number, q: number): number => {
  const top = Math.max(p, q);
  return top === -Infinity ? top : top + Math.log1p(Math.exp(-Math.abs(p - q))) - Math.LN2;
};

/** The divergence that a GAN with an optimal discriminator minimises (Goodfellow et al. 2014). */
export const jensenShannon: ModelDivergence = {
  name: "JS",
  value: (p, q) => {
    const m = logMix(p, q);
    return 0.5 * (forwardKl.value(p, m) + forwardKl.value(q, m));
  },
  slope: (p, q) => (q === -Infinity ? 0 : 0.5 * Math.exp(q) * (q - logMix(p, q))),
};

/**
 * (1 − ∫ p^α q^(1−α)) / α(1−α): reverse KL at α = 0, forward at 1, four times 1 − BC between
 * (Amari 1985; Minka 2005). @throws RangeError for an α outside [0, 1]
 */
export const alphaDivergence = (alpha: number): ModelDivergence => {
  if (!(alpha >= 0 && alpha <= 1)) throw new RangeError(`alpha must be in [0, 1], got ${alpha}`);
  if (alpha === 0) return reverseKl;
  if (alpha === 1) return forwardKl;
  const between = (p: number, q: number) => Math.exp(alpha * p + (1 - alpha) * q);
  return {
    name: `α = ${alpha}`,
    value: (p, q) =>
      (alpha * Math.exp(p) + (1 - alpha) * Math.exp(q) - between(p, q)) / (alpha * (1 - alpha)),
    slope: (p, q) => -between(p, q) / alpha,
  };
};
