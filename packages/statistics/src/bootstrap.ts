import { quantile } from "./quantile.ts";

export interface BootstrapOptions {
  /** So many independent numbers in [0, 1), which decide the resamples. */
  readonly uniforms: (count: number) => ArrayLike<number>;
  readonly resamples?: number;
  /** Probability that the interval contains the true value, in (0, 1). */
  readonly level?: number;
}

/**
 * The percentile bootstrap interval of a statistic of independent values (Efron 1979).
 * @throws RangeError for no values
 */
export const bootstrapInterval = (
  values: readonly number[],
  statistic: (resample: readonly number[]) => number,
  { uniforms, resamples = 2000, level = 0.95 }: BootstrapOptions,
): readonly [low: number, high: number] => {
  const n = values.length;
  if (n === 0) throw new RangeError("the bootstrap needs at least one value");
  const draws = uniforms(resamples * n);
  const statistics = Array.from({ length: resamples }, (_, resample) =>
    statistic(
      values.map((_, i) => values[Math.floor((draws[resample * n + i] ?? 0) * n)] ?? Number.NaN),
    ),
  );
  return [quantile(statistics, (1 - level) / 2), quantile(statistics, (1 + level) / 2)];
};
