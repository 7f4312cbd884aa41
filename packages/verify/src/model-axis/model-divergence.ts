/** How far a model q is from the data's law p, by what it adds at each place. */
export interface ModelDivergence {
  readonly name: string;
  /** Integrated over places: D(p, q), in nats. */
  value(logP: number, logQ: number): number;
  /** Times ∂log q/∂θ, integrated: ∂D/∂θ. Anything constant times q may be left out. */
  slope(logP: number, logQ: number): number;
}

/** KL(data‖model), which is maximum likelihood. */
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

/** What a generative adversarial network's game amounts to (Goodfellow et al. 2014). */
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
 * (Amari 1985; Minka 2005). @throws for an α outside [0, 1]
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
