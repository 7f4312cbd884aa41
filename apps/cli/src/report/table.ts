import type { TestMetricKey, TrialRow } from "@vae-lab/experiments";
import { type Cell, cellsOf } from "./cells.ts";
import { decimal } from "./number-text.ts";
import { plainTable } from "./plain-table.ts";

interface Column {
  readonly heading: string;
  readonly key: TestMetricKey;
  readonly digits: number;
}

const columns: readonly Column[] = [
  { heading: "ELBO", key: "test/elbo", digits: 1 },
  { heading: "recon.", key: "test/reconstruction", digits: 1 },
  { heading: "rate", key: "test/rate", digits: 2 },
  { heading: "active", key: "test/active_units", digits: 1 },
  { heading: "code use", key: "test/code_use", digits: 1 },
  { heading: "sharp.", key: "test/sharpness_reconstruction", digits: 2 },
  { heading: "sharp. samples", key: "test/sharpness_samples", digits: 2 },
];

const entry = ({ means, errors }: Cell, { key, digits }: Column): string => {
  const mean = decimal(means[key], digits);
  const error = errors[key];
  return error === undefined ? mean : `${mean} ± ${decimal(error, digits)}`;
};

const draw = (cells: readonly Cell[]): string =>
  plainTable(
    [
      { heading: "trial", align: "left" },
      { heading: "seeds", align: "right" },
      ...columns.map(({ heading }) => ({ heading, align: "right" as const })),
    ],
    cells.map((cell) => [
      cell.label,
      String(cell.seeds),
      ...columns.map((column) => entry(cell, column)),
    ]),
  );

/**
 * The results of a sweep: one line per cell, means over seeds ± standard error (with one seed, that of
 * the measurement over the test images where there is one), in the order of the axes. Each likelihood has its own table: log-likelihoods under different ones cannot be ranked.
 */
export const tableOf = (rows: readonly TrialRow[], axes: readonly string[]): string => {
  const cells = cellsOf(rows, axes);
  const likelihoods = [...new Set(cells.map(({ likelihood }) => likelihood))].sort();
  return likelihoods
    .map((likelihood) => {
      const own = cells.filter((cell) => cell.likelihood === likelihood);
      return `${likelihood}, nats per example on the test set\n${draw(own)}`;
    })
    .join("\n\n");
};
