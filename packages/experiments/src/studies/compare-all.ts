import type { TrialRow } from "../sweep/sweep-events.ts";
import { type Comparison, compare, percent } from "./compare.ts";
import type { Finding } from "./study.ts";

/** The chance that any verdict of a study is false. */
const risk = 0.05;

/**
 * Judges the claims of a study together, each at an equal share of the risk (Bonferroni, because claims
 * share trials). Claims without data count too, so that the level does not depend on which trials have
 * finished.
 */
export const compareAll = (
  rows: readonly TrialRow[],
  comparisons: readonly Comparison[],
): Finding[] => {
  const claims = comparisons.length;
  const level = 1 - risk / claims;
  const judgedBy = `Each of the ${claims} claims is judged by its ${percent(level)} interval: the chance that any verdict is false is at most ${percent(risk)} (Bonferroni, by Student's t over seeds).`;
  return comparisons.map((comparison) => {
    const finding = compare(rows, comparison, level);
    return finding.lacking === undefined ? { ...finding, judgedBy } : finding;
  });
};
