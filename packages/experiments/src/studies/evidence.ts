import { flattenConfig, type TrialConfig } from "../config/trial-config.ts";
import type { TrialRow } from "../sweep/sweep-events.ts";
import { configById, withStart } from "./starts.ts";

/** A number that a study computes itself, without a trial. */
export interface ExactValue {
  /** The name, unique together with `at`. */
  readonly quantity: string;
  readonly value: number;
  /** A bound on the numerical error, or the standard error times four where draws are averaged. */
  readonly error: number;
  readonly unit: string;
  /** The coordinates of one point of a curve. */
  readonly at?: Readonly<Record<string, number | string>>;
}

/** What the verdicts of a study rest on. */
export interface Evidence {
  /** Finished trials. */
  readonly rows: readonly TrialRow[];
  readonly exact: readonly ExactValue[];
}

const keyOf = (config: TrialConfig): string =>
  JSON.stringify(Object.entries(flattenConfig(config)).sort(([a], [b]) => (a < b ? -1 : 1)));

/** The rows of some trials, without those of other trials. */
export const rowsOf = (trials: readonly TrialConfig[], rows: readonly TrialRow[]): TrialRow[] => {
  const configOf = configById(rows);
  const key = (config: TrialConfig) => keyOf(withStart(config, configOf));
  const own = new Set(trials.map(key));
  return rows.filter(({ config }) => own.has(key(config)));
};
