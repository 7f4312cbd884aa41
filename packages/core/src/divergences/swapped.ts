import { standardNormal } from "../distributions/normal.ts";
import type { Divergence } from "./divergence.ts";

/** D(p, q) from D(q, p), by the same form in q's coordinates. */
export const swapped = (name: string, { perUnit, total, ...rest }: Divergence): Divergence => {
  const whitened =
    (measure: Divergence["perUnit"]): Divergence["perUnit"] =>
    (q, p) => {
      const { mean, logVariance } = p.whiten(q);
      const prior = {
        mean: mean.mul(logVariance.div(-2).exp()).neg(),
        logVariance: logVariance.neg(),
      };
      return measure(prior, standardNormal);
    };
  return { ...rest, name, perUnit: whitened(perUnit), total: whitened(total) };
};
