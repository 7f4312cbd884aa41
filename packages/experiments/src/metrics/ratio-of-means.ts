import type { Estimate } from "@vae-lab/core/evaluation";
import { mean, standardError } from "@vae-lab/statistics";

/**
 * The ratio of two means over the same rows, with its standard error by the delta method. NaN where the
 * second mean is 0.
 */
export const ratioOfMeans = (above: ArrayLike<number>, below: ArrayLike<number>): Estimate => {
  const scale = mean(below);
  const value = mean(above) / scale;
  const residuals = Float64Array.from(
    { length: above.length },
    (_, i) => ((above[i] as number) - value * (below[i] as number)) / scale,
  );
  return { value, standardError: standardError(residuals) };
};
