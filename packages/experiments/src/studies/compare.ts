import { type MeanInterval, meanInterval } from "@vae-lab/statistics";
import type { TrialConfig } from "../config/trial-config.ts";
import type { TestMetricKey } from "../metrics/metrics.ts";
import type { TrialRow } from "../sweep/sweep-events.ts";
import { enoughSeeds } from "./seeds.ts";
import type { Finding } from "./study.ts";

/** Selects trials, apart from the seed. */
export type Cell = (config: TrialConfig) => boolean;

export interface Comparison {
  readonly claim: string;
  readonly metric: TestMetricKey;
  /** The claim is about `measure` in `cell` minus `measure` in `reference`, at equal seeds. */
  readonly cell: Cell;
  readonly reference: Cell;
  /**
   * "more" and "less" hold when the whole interval lies on that side of 0 and fail when it lies on
   * the other; "other" holds when 0 is outside and fails when all of it is within ± `margin`.
   */
  readonly expected: "more" | "less" | { readonly otherBy: number };
}

/** Metrics that are comparable under equal likelihoods only. */
const likelihoodBound: readonly string[] = [
  "test/elbo",
  "test/reconstruction",
  "test/code_use",
] satisfies TestMetricKey[];

const likelihoodOf = ({ config }: TrialRow): string => JSON.stringify(config.model.likelihood);

const bySeed = (rows: readonly TrialRow[], cell: Cell): Map<number, TrialRow> =>
  new Map(rows.filter(({ config }) => cell(config)).map((row) => [row.config.seed, row]));

/** The differences at equal seeds of comparable trials that have the metric. */
const differencesOf = (rows: readonly TrialRow[], comparison: Comparison): number[] => {
  const { metric: measure, cell, reference } = comparison;
  const references = bySeed(rows, reference);
  return [...bySeed(rows, cell)].flatMap(([seed, row]) => {
    const other = references.get(seed);
    const [a, b] = [row.metrics[measure], other?.metrics[measure]];
    if (other === undefined || a === undefined || b === undefined) return [];
    if (likelihoodBound.includes(measure) && likelihoodOf(row) !== likelihoodOf(other)) return [];
    return [a - b];
  });
};

const number = (value: number): string =>
  `${value < 0 ? "−" : "+"}${Number(Math.abs(value).toPrecision(3))}`;

type Interval = NonNullable<MeanInterval["interval"]>;

const verdictOf = ([low, high]: Interval, expected: Comparison["expected"]): Finding["verdict"] => {
  if (typeof expected === "object") {
    if (low > 0 || high < 0) return "holds";
    const { otherBy } = expected;
    return -otherBy < low && high < otherBy ? "fails" : "could not tell";
  }
  const isMore = low > 0;
  const isLess = high < 0;
  if (!isMore && !isLess) return "could not tell";
  return isMore === (expected === "more") ? "holds" : "fails";
};

/** The conventional level, reported in addition to the deciding level. */
const usualLevel = 0.95;

/** `99.71 %` */
export const percent = (share: number): string => `${Number((100 * share).toFixed(2))} %`;

/** Judges a claim by the interval, at `level`, of the mean difference between trials of equal seeds. */
export const compare = (
  rows: readonly TrialRow[],
  comparison: Comparison,
  level = usualLevel,
): Finding => {
  const { claim, metric: measure, expected } = comparison;
  const differences = differencesOf(rows, comparison);
  if (differences.length === 0)
    return { claim, verdict: "could not tell", evidence: "", lacking: "no two trials to compare" };
  const { n, mean, interval } = meanInterval(differences, level);
  const said = `${measure} ${number(mean)}`;
  if (interval === undefined) {
    const lacking = `n = ${n}, no verdict: ${enoughSeeds} seeds are needed`;
    return { claim, verdict: "could not tell", evidence: said, lacking };
  }
  const intervals = [...new Set([usualLevel, level])].map((each) => {
    const [low, high] = meanInterval(differences, each).interval ?? interval;
    return `${percent(each)} interval ${number(low)} to ${number(high)}`;
  });
  const evidence = [said, ...intervals, `n = ${n}`].join(", ");
  return { claim, verdict: verdictOf(interval, expected), evidence };
};
