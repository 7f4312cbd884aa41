import { rng } from "@vae-lab/core";
import { bootstrapInterval, median } from "@vae-lab/statistics";

/** A ratio and its 95 % bootstrap interval. */
export interface Ratio {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The median over rounds of a / b. Both times of a pair are from the same round, so that load during a
 * round cancels. The seed decides the bootstrap's resamples of the rounds.
 * @throws RangeError when the lengths differ, or there are no rounds
 */
export const pairedRatio = (a: readonly number[], b: readonly number[], seed = 1): Ratio => {
  if (a.length !== b.length)
    throw new RangeError(`rounds must be paired, got ${a.length} and ${b.length}`);
  const ratios = a.map((value, i) => value / (b[i] ?? Number.NaN));
  const uniforms = (count: number) => rng(seed).uniforms(count);
  const [low, high] = bootstrapInterval(ratios, median, { uniforms });
  return { ratio: median(ratios), low, high };
};
