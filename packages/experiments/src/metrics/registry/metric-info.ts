/** A metric of a trial: its key in tracking, and how the dashboard explains it. */
export interface MetricInfo {
  /** Of a series, what its keys begin with: `test/unit_rate` of `test/unit_rate/00`. */
  readonly key: string;
  readonly label: string;
  readonly unit: string;
  readonly meaning: string;
  /** Which values are better; absent where that depends on the question. */
  readonly better?: "larger" | "smaller";
  /** Whether it is known without error, given the model and the test set. */
  readonly isExact?: boolean;
  /** What the members of a series are numbered by; absent for a single metric. */
  readonly series?: "unit" | "threshold" | "frequency" | "component";
}

const errorSuffix = "_se";

/** The key of the standard error of a metric. */
export const errorKeyOf = (key: string): string => `${key}${errorSuffix}`;

/** The key of a member of a series: test/unit_rate/00, test/active_units_at/0.01. */
export const memberKeyOf = (series: string, member: number): string =>
  `${series}/${Number.isInteger(member) ? String(member).padStart(2, "0") : member}`;

/** The info of a metric's standard error, from the metric's. */
export const errorInfoOf = ({ key, label, unit, meaning, series }: MetricInfo): MetricInfo => ({
  key: errorKeyOf(key),
  label: `standard error of ${label}`,
  unit,
  meaning: `Standard error of: ${meaning}`,
  ...(series && { series }),
});

/**
 * What a registry says of a key: of a metric, of a member of a series (whose label ends with its
 * number) or of the standard error of either; undefined for unknown keys.
 */
export const findMetricInfo = (
  registry: readonly MetricInfo[],
  key: string,
): MetricInfo | undefined => {
  const own = registry.find((info) => info.key === key && info.series === undefined);
  if (own !== undefined) return own;
  if (key.endsWith(errorSuffix)) {
    const estimated = findMetricInfo(registry, key.slice(0, -errorSuffix.length));
    return estimated && errorInfoOf(estimated);
  }
  const [, series, member] = /^(.*)\/([\d.]+)$/.exec(key) ?? [];
  const info = registry.find((each) => each.key === series && each.series !== undefined);
  return info && { ...info, key, label: `${info.label}, ${info.series} ${member}` };
};
