import { meanInterval, mean as meanOf, variance } from "@vae-lab/statistics";
import type { Estimate } from "./quantity.ts";

const identity = (value: number): number => value;

/**
 * The mean of one value per seed with Student's interval. Of a ratio the values are logarithms, and the
 * mean is the geometric one.
 */
export const overSeeds = (
  values: readonly number[],
  isRatio: boolean,
): Omit<Estimate, "trials" | "unit"> => {
  const scale = isRatio ? Math.exp : identity;
  return {
    value: scale(meanOf(values)),
    interval: (level) => {
      const { interval } = meanInterval(values, level);
      return interval && [scale(interval[0]), scale(interval[1])];
    },
    n: values.length,
    ...(values.length > 1 && { sd: Math.sqrt(variance(values)) }),
  };
};
