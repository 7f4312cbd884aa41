import { interpolatedAt } from "@vae-lab/statistics";
import type { TrialRow } from "../../sweep/sweep-events.ts";
import { type Cell, cellText } from "../cell.ts";
import { perSeed } from "./per-seed.ts";
import type { Quantity } from "./quantity.ts";

/** Trials of one model along an axis. */
export interface Path {
  readonly cells: readonly Cell[];
}

interface AtEqual {
  readonly metric: string;
  /** The metric at whose value both paths are compared. */
  readonly of: string;
  readonly at: number;
  readonly path: Path;
  readonly reference: Path;
  /** The name of the axis. Default: beta. */
  readonly along?: string;
}

/** `metric` where `of` is `at`, by linear interpolation between neighbours along a path. */
const interpolated = (
  trials: readonly TrialRow[],
  { metric, of, at }: Pick<AtEqual, "metric" | "of" | "at">,
): number | undefined =>
  interpolatedAt(
    trials.map(({ metrics }) => ({
      x: metrics[of] ?? Number.NaN,
      y: metrics[metric] ?? Number.NaN,
    })),
    at,
  );

/**
 * The difference of a metric between two paths where another metric has the same value on both, at
 * equal seeds; a seed whose paths do not both pass that value is left out.
 */
export const differenceAtEqual = ({
  path,
  reference,
  along = "beta",
  ...where
}: AtEqual): Quantity => {
  const count = path.cells.length;
  const [first, second] = [path, reference].map(({ cells }) => cellText(cells[0] ?? {}));
  return perSeed({
    text: `${where.metric} where ${where.of} is ${where.at}, interpolated along ${along}: of (${first}, …) minus of (${second}, …), at equal seeds`,
    short: `${where.metric} at ${where.of} ${where.at}`,
    cells: [...path.cells, ...reference.cells],
    value: (trials) => {
      const own = interpolated(trials.slice(0, count), where);
      const other = interpolated(trials.slice(count), where);
      return own === undefined || other === undefined ? undefined : own - other;
    },
  });
};
