import { type Cell, cellText } from "../cell.ts";
import { areComparable, perSeed } from "./per-seed.ts";
import type { Quantity } from "./quantity.ts";

/** What is compared: a metric in a cell with the same or another metric in a reference. */
export interface Comparison {
  readonly metric: string;
  readonly cell: Cell;
  readonly reference: Cell;
  /** Default: the same metric. */
  readonly referenceMetric?: string;
}

const words = ({ metric, referenceMetric = metric, cell, reference }: Comparison) =>
  [`${metric} of (${cellText(cell)})`, `${referenceMetric} of (${cellText(reference)})`] as const;

const compared = (
  { metric, referenceMetric = metric, cell, reference }: Comparison,
  combine: (value: number, reference: number) => number,
): Pick<Parameters<typeof perSeed>[0], "cells" | "value"> => ({
  cells: [cell, reference],
  value: (trials) => {
    const [a, b] = [trials[0]?.metrics[metric], trials[1]?.metrics[referenceMetric]];
    if (a === undefined || b === undefined || !areComparable(metric, trials)) return undefined;
    return combine(a, b);
  },
});

/** The mean difference of a metric between trials of equal seeds. */
export const difference = (comparison: Comparison): Quantity => {
  const [first, second] = words(comparison);
  return perSeed({
    text: `${first} minus ${second}, at equal seeds`,
    short: comparison.metric,
    ...compared(comparison, (a, b) => a - b),
  });
};

/** The geometric mean of the ratio of a positive metric between trials of equal seeds. */
export const ratio = (comparison: Comparison): Quantity => {
  const [first, second] = words(comparison);
  return perSeed({
    text: `${first} divided by ${second}, at equal seeds`,
    short: `${comparison.metric}, ratio`,
    isRatio: true,
    ...compared(comparison, (a, b) => Math.log(a / b)),
  });
};

/** How much larger the difference of one comparison is than that of another, at equal seeds. */
export const differenceOfDifferences = (comparison: Comparison, other: Comparison): Quantity => {
  const [first, second] = words(comparison);
  const [third, fourth] = words(other);
  const [own, rest] = [comparison, other].map((each) => compared(each, (a, b) => a - b));
  return perSeed({
    text: `${first} minus ${second}, minus the same difference of ${third} and ${fourth}, at equal seeds`,
    short: `${comparison.metric}, difference of differences`,
    cells: [...(own?.cells ?? []), ...(rest?.cells ?? [])],
    value: (trials) => {
      const [a, b] = [own?.value(trials.slice(0, 2)), rest?.value(trials.slice(2))];
      return a === undefined || b === undefined ? undefined : a - b;
    },
  });
};

/** A metric of one cell, the mean over seeds. */
export const level = (metric: string, cell: Cell): Quantity =>
  perSeed({
    text: `${metric} of (${cellText(cell)})`,
    short: metric,
    cells: [cell],
    value: ([trial]) => trial?.metrics[metric],
  });
