import { erf } from "./error-function.ts";
import { type ExactDivergence, whitened } from "./univariate-normal.ts";

/** The points, in p's coordinates, where the two densities cross: (eˡ − 1)z² + 2mz = m² + l eˡ. */
export const crossings = (m: number, l: number): [number, number] => {
  const variance = Math.exp(l);
  const curvature = Math.expm1(l);
  const reach = Math.abs(m) + Math.sqrt(variance * (m * m + curvature * l));
  const sign = m < 0 ? -1 : 1;
  // The root that would cancel follows from the product of both; the other is infinite at l = 0.
  return [(sign * (m * m + l * variance)) / reach, (-sign * reach) / curvature];
};

/**
 * ½∫|q − p|, by the error function: the difference in mass between the two points where the densities
 * cross.
 */
export const totalVariation: ExactDivergence = (q, p) => {
  const { m, l } = whitened(q, p);
  if (m === 0 && l === 0) return 0;
  const [a, b] = crossings(m, l);
  const below = (z: number) => erf((z - m) / Math.exp(l / 2) / Math.SQRT2) - erf(z / Math.SQRT2);
  return Math.abs(below(a) - below(b)) / 2;
};
