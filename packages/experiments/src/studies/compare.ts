import { type MeanInterval, meanInterval } from "@vae-lab/viz/mean-interval";
import type { TrialConfig } from "../config.ts";
import type { TestMeasureKey } from "../measures.ts";
import type { TrialRow } from "../sweep/events.ts";
import { enoughSeeds } from "./seeds.ts";
import type { Finding } from "./study.ts";

/** Which trials, seed aside. */
export type Cell = (config: TrialConfig) => boolean;

interface Comparison {
  readonly claim: string;
  readonly measure: TestMeasureKey;
  /** The claim is about `measure` in `cell` minus `measure` in `reference`, at equal seeds. */
  readonly cell: Cell;
  readonly reference: Cell;
  /**
   * "more" and "less" hold when the whole interval lies on that side of 0 and fail when it lies on
   * the other; "other" holds when 0 is outside and fails when all of it is within ± `margin`.
   */
  readonly expected: "more" | "less" | { readonly otherBy: number };
}

/** Log-likelihoods under different likelihoods are densities of different things. */
const likelihoodBound: readonly string[] = [
  "test/elbo",
  "test/reconstruction",
  "test/code_use",
] satisfies TestMeasureKey[];

const likelihoodOf = ({ config }: TrialRow): string => JSON.stringify(config.model.likelihood);

const bySeed = (rows: readonly TrialRow[], cell: Cell): Map<number, TrialRow> =>
  new Map(rows.filter(({ config }) => cell(config)).map((row) => [row.config.seed, row]));

/** The differences at equal seeds, where both have the measure and may be compared at all. */
const differencesOf = (rows: readonly TrialRow[], comparison: Comparison): number[] => {
  const { measure, cell, reference } = comparison;
  const references = bySeed(rows, reference);
  return [...bySeed(rows, cell)].flatMap(([seed, row]) => {
    const other = references.get(seed);
    const [a, b] = [row.measures[measure], other?.measures[measure]];
    if (other === undefined || a === undefined || b === undefined) return [];
    if (likelihoodBound.includes(measure) && likelihoodOf(row) !== likelihoodOf(other)) return [];
    return [a - b];
  });
};

const number = (value: number): string =>
  `${value < 0 ? "−" : "+"}${Number(Math.abs(value).toPrecision(3))}`;

const verdictOf = (
  { interval }: MeanInterval,
  expected: Comparison["expected"],
): Finding["verdict"] => {
  if (interval === undefined) return "could not tell";
  const [low, high] = interval;
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

/** Judges a claim by the differences between trials of equal seeds. */
export const compare = (rows: readonly TrialRow[], comparison: Comparison): Finding => {
  const { claim, measure, expected } = comparison;
  const differences = differencesOf(rows, comparison);
  if (differences.length === 0)
    return { claim, verdict: "could not tell", evidence: "", lacking: "no two trials to compare" };
  const difference = meanInterval(differences);
  const { n, mean, interval } = difference;
  const said = `${measure} ${number(mean)}`;
  const verdict = verdictOf(difference, expected);
  if (interval === undefined) {
    const lacking = `n = ${n}, no verdict: ${enoughSeeds} seeds are needed`;
    return { claim, verdict, evidence: said, lacking };
  }
  const [low, high] = interval;
  const evidence = `${said}, 95 % interval ${number(low)} to ${number(high)}, n = ${n}`;
  return { claim, verdict, evidence };
};
