import { rng } from "@vae-lab/core";
import { median, quantile } from "./quantile.ts";

/** A ratio and its 95 % bootstrap interval. */
export interface Ratio {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

const resamples = 2000;

/**
 * The median over rounds of a / b, each pair measured within moments: what slows a whole round
 * cancels. The interval is the percentile bootstrap over rounds (Efron 1979), decided by the seed.
 * @throws RangeError when the lengths differ, or there is nothing to compare
 */
export const pairedRatio = (a: readonly number[], b: readonly number[], seed = 1): Ratio => {
  if (a.length !== b.length)
    throw new RangeError(`rounds must be paired, got ${a.length} and ${b.length}`);
  const ratios = a.map((value, i) => value / (b[i] ?? Number.NaN));
  const draws = rng(seed).uniforms(resamples * ratios.length);
  const medians = Array.from({ length: resamples }, (_, sample) =>
    median(
      ratios.map((_, i) => {
        const draw = draws[sample * ratios.length + i] ?? 0;
        return ratios[Math.floor(draw * ratios.length)] ?? Number.NaN;
      }),
    ),
  );
  return {
    ratio: median(ratios),
    low: quantile(medians, 0.025),
    high: quantile(medians, 0.975),
  };
};
