import { independentBits } from "./family.ts";
import { fitFrom } from "./fit.ts";
import type { ModelDivergence } from "./model-divergence.ts";
import { coupledBits } from "./toys.ts";

/** The coupling of two bits up to which independent fair bits are a minimum. */
export interface Symmetry {
  readonly divergence: string;
  /** Absent if they are a minimum up to the largest coupling tried. */
  readonly lostAt?: number;
  readonly upTo: number;
}

const isMinimum = (divergence: ModelDivergence, coupling: number): boolean => {
  const { curvatures } = fitFrom(
    { target: coupledBits(coupling), family: independentBits, divergence },
    [0, 0],
  );
  return (curvatures[0] ?? 0) > 0;
};

/**
 * Two fair bits are a stationary point at every coupling J. For an α-divergence they are a minimum up to
 * J = −log(1 − 2α)/2α: 1 for reverse KL (mean-field theory), always for α ≥ ½.
 */
export const symmetryOfBits = (divergence: ModelDivergence): Symmetry => {
  const upTo = 6;
  const own = { divergence: divergence.name, upTo };
  if (isMinimum(divergence, upTo)) return own;
  let [kept, lost] = [0, upTo];
  while (lost - kept > 1e-6) {
    const middle = (kept + lost) / 2;
    if (isMinimum(divergence, middle)) kept = middle;
    else lost = middle;
  }
  return { ...own, lostAt: lost };
};
