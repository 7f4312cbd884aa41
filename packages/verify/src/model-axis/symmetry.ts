import { independentBits } from "./family.ts";
import { fitFrom } from "./fit.ts";
import type { ModelDivergence } from "./model-divergence.ts";
import { coupledBits } from "./toys.ts";

/** Up to which coupling of two bits independent fair ones are a minimum. */
export interface Symmetry {
  readonly divergence: string;
  /** Absent where they are one up to the largest coupling asked for. */
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
 * Two fair coins are a stationary point at every coupling. For an α-divergence they stop being a
 * minimum at J = −log(1 − 2α)/2α: 1 for reverse KL, mean-field theory's; never from α = ½ on.
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
