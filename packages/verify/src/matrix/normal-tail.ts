/** P(|Z| > z) of a standard normal, by the continued fraction of Mills' ratio; z ≥ 1. */
export const twoSidedTail = (z: number): number => {
  let fraction = z;
  for (let k = 200; k >= 1; k--) fraction = z + k / fraction;
  return (2 * Math.exp(-0.5 * z * z)) / (Math.sqrt(2 * Math.PI) * fraction);
};

/**
 * How many standard errors each of n comparisons may be off, so that all hold with probability
 * 1 − risk (Bonferroni: whatever their dependence). @throws for a risk that needs no threshold
 */
export const zThreshold = (comparisons: number, risk: number): number => {
  const each = risk / Math.max(1, comparisons);
  if (!(each > 0 && each < 0.3)) throw new RangeError(`risk must be in (0, 0.3), got ${risk}`);
  let [low, high] = [1, 40];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (twoSidedTail(middle) > each) low = middle;
    else high = middle;
  }
  return high;
};
