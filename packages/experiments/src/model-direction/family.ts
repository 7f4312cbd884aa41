/** A distribution of the family with given parameters. */
export interface ModelLaw {
  logQ(place: readonly number[]): number;
  /** ∂log q/∂parameters, written to `out`. */
  score(place: readonly number[], out: Float64Array): void;
}

/** A family of models with unconstrained parameters. */
export type Family = (parameters: readonly number[]) => ModelLaw;

const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI);

/** N(mean, diag sd²) in n dimensions; parameters: n means, then n log sd. */
export const diagonalNormal =
  (n: number): Family =>
  (parameters) => {
    const means = parameters.slice(0, n);
    const sds = parameters.slice(n).map(Math.exp);
    const constant = parameters.slice(n).reduce((sum, l) => sum + l, n * halfLogTwoPi);
    const standard = (place: readonly number[], k: number) =>
      ((place[k] ?? 0) - (means[k] ?? 0)) / (sds[k] ?? 1);
    return {
      logQ: (place) => {
        let squares = 0;
        for (let k = 0; k < n; k++) squares += standard(place, k) ** 2;
        return -0.5 * squares - constant;
      },
      score: (place, out) => {
        for (let k = 0; k < n; k++) {
          const e = standard(place, k);
          out[k] = e / (sds[k] ?? 1);
          out[n + k] = e * e - 1;
        }
      },
    };
  };

const logLogistic = (l: number): number => Math.min(l, 0) - Math.log1p(Math.exp(-Math.abs(l)));

/** Independent bits; parameters: their logits. */
export const independentBits: Family = (logits) => ({
  logQ: (bits) => {
    let sum = 0;
    for (const [k, l] of logits.entries()) sum += logLogistic(bits[k] === 1 ? l : -l);
    return sum;
  },
  score: (bits, out) => {
    for (const [k, l] of logits.entries()) out[k] = (bits[k] ?? 0) - Math.exp(logLogistic(l));
  },
});
