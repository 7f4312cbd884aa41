import type { TrialRow } from "@vae-lab/experiments";
import { flattenConfig, labelOf } from "@vae-lab/experiments/config";
import { withStarts } from "@vae-lab/experiments/studies";
import { mean, standardError } from "@vae-lab/statistics";
import { likelihoodText } from "./likelihood-text.ts";

/** Trials that differ only in their seed. */
export interface Cell {
  readonly label: string;
  readonly likelihood: string;
  readonly seeds: number;
  /** Means over the seeds that have the metric. */
  readonly means: Readonly<Record<string, number>>;
  /**
   * Standard errors of these means: over the seeds if at least two have the metric, else that of the
   * measurement, for metrics that have one.
   */
  readonly errors: Readonly<Record<string, number>>;
}

/** The config without its seed, and without that of the trials which it starts from. */
const withoutSeed = ({ config }: TrialRow): string =>
  JSON.stringify(config, (key, value) => (key === "seed" ? undefined : value));

const statistics = (rows: readonly TrialRow[]): Pick<Cell, "means" | "errors"> => {
  const means: Record<string, number> = {};
  const errors: Record<string, number> = {};
  for (const key of new Set(rows.flatMap(({ metrics }) => Object.keys(metrics)))) {
    const values = rows.flatMap(({ metrics }) => metrics[key] ?? []);
    means[key] = mean(values);
    const [own] = rows.flatMap(({ metrics }) => metrics[`${key}_se`] ?? []);
    if (values.length > 1) errors[key] = standardError(values);
    else if (own !== undefined) errors[key] = own;
  }
  return { means, errors };
};

/** Orders numbers by size and words alphabetically; absent values come last. */
const compareValues = (a: string | undefined, b: string | undefined): number => {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const [x, y] = [Number(a), Number(b)];
  return Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b) : x - y;
};

const byAxes =
  (axes: readonly string[]) =>
  (a: TrialRow, b: TrialRow): number => {
    const [first, second] = [flattenConfig(a.config), flattenConfig(b.config)];
    for (const axis of axes) {
      const order = compareValues(first[axis], second[axis]);
      if (order !== 0) return order;
    }
    return 0;
  };

/** The cells of a sweep in the order of its axes. */
export const cellsOf = (rows: readonly TrialRow[], axes: readonly string[]): Cell[] => {
  const groups = new Map<string, TrialRow[]>();
  for (const row of withStarts(rows).toSorted(byAxes(axes)))
    groups.set(withoutSeed(row), [...(groups.get(withoutSeed(row)) ?? []), row]);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { config } = first;
    return {
      label: labelOf({ ...config, seed: 1 }),
      likelihood: likelihoodText(config),
      seeds: group.length,
      ...statistics(group),
    };
  });
};
