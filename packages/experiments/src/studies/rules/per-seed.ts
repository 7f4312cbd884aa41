import type { TestMetricKey } from "../../metrics/metrics.ts";
import type { TrialRow } from "../../sweep/sweep-events.ts";
import { type Cell, isIn } from "../cell.ts";
import { overSeeds } from "./over-seeds.ts";
import type { Quantity } from "./quantity.ts";

interface PerSeed extends Pick<Quantity, "text" | "short" | "isRatio"> {
  readonly cells: readonly Cell[];
  /**
   * The value of one seed from its trials, one for each cell; its logarithm for a ratio. Undefined or
   * not finite where the trials do not determine it.
   */
  value(trials: readonly TrialRow[]): number | undefined;
}

const bySeed = (rows: readonly TrialRow[], cell: Cell): Map<number, TrialRow> =>
  new Map(rows.filter(({ config }) => isIn(config, cell)).map((row) => [row.config.seed, row]));

/**
 * A number that is computed from trials of one seed, averaged over the seeds for which every cell has a
 * trial, with Student's interval. What all trials of a seed share does not widen it.
 */
export const perSeed = ({ text, short, isRatio = false, cells, value }: PerSeed): Quantity => ({
  ...{ text, short, isRatio, cells },
  measure: ({ rows }) => {
    const trialsOf = cells.map((cell) => bySeed(rows, cell));
    const measured = [...(trialsOf[0]?.keys() ?? [])].flatMap((seed) => {
      const trials = trialsOf.flatMap((trials) => trials.get(seed) ?? []);
      const own = trials.length === cells.length ? value(trials) : undefined;
      return own !== undefined && Number.isFinite(own) ? [{ own, trials }] : [];
    });
    if (measured.length === 0) return undefined;
    return {
      ...overSeeds(
        measured.map(({ own }) => own),
        isRatio,
      ),
      trials: [...new Set(measured.flatMap(({ trials }) => trials.map(({ id }) => id)))],
    };
  },
});

/** Metrics that are comparable under equal likelihoods only. */
const likelihoodBound: readonly string[] = [
  "test/elbo",
  "test/bound",
  "test/reconstruction",
  "test/code_use",
] satisfies TestMetricKey[];

const likelihoodOf = ({ config }: TrialRow): string => JSON.stringify(config.model.likelihood);

/** Whether a metric of some trials may be compared: log-likelihoods of different likelihoods may not. */
export const areComparable = (metric: string, trials: readonly TrialRow[]): boolean =>
  !likelihoodBound.includes(metric) || new Set(trials.map(likelihoodOf)).size <= 1;
