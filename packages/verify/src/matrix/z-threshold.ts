import { normalQuantile } from "@vae-lab/statistics";

/**
 * How many standard errors each of n comparisons may be off, so that all pass with probability
 * 1 − risk whatever their dependence (Bonferroni).
 * @throws RangeError for a risk outside (0, 1)
 */
export const zThreshold = (comparisons: number, risk: number): number => {
  if (!(risk > 0 && risk < 1)) throw new RangeError(`risk must be in (0, 1), got ${risk}`);
  return -normalQuantile(risk / Math.max(1, comparisons) / 2);
};
