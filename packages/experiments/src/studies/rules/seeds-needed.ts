import { enoughForInterval, normalQuantile, studentQuantile } from "@vae-lab/statistics";

interface Power {
  /** Standard deviation over seeds. */
  readonly sd: number;
  /** The distance from the boundary of the verdict to the true value. */
  readonly margin: number;
  /** The probability of a false verdict that is allowed, two-sided. */
  readonly risk: number;
  /** The probability with which the claim shall be decided. */
  readonly power?: number;
}

/** More seeds than this are not planned for. */
const maxSeeds = 10_000;

/**
 * The smallest number of seeds n for which (t(1 − risk/2) + t(power))·sd/√n ≤ margin, with quantiles of
 * Student's t at n − 1 degrees of freedom; undefined if it exceeds 10,000.
 */
export const seedsNeeded = ({ sd, margin, risk, power = 0.8 }: Power): number | undefined => {
  // Student's quantiles exceed the normal's, so that fewer seeds cannot be enough.
  const normal = ((normalQuantile(1 - risk / 2) + normalQuantile(power)) * sd) / margin;
  for (let n = Math.max(enoughForInterval, Math.ceil(normal ** 2)); n <= maxSeeds; n += 1) {
    const quantiles = studentQuantile(1 - risk / 2, n - 1) + studentQuantile(power, n - 1);
    if ((quantiles * sd) / Math.sqrt(n) <= margin) return n;
  }
  return undefined;
};
