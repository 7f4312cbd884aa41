import { configOfStart } from "../config/config-of-start.ts";
import type { TrialConfig } from "../config/trial-config.ts";
import type { TrialRow } from "../sweep/sweep-events.ts";

type ConfigOf = (id: string) => TrialConfig | undefined;

/**
 * A config in which the trial that it starts from is its whole config, and so on along a chain of
 * starts: a study names a start by the part in which it differs, a finished trial by an id. Unchanged
 * for an id that is not known.
 */
export const withStart = (config: TrialConfig, configOf: ConfigOf): TrialConfig => {
  const start = config.from?.trial;
  if (start === undefined) return config;
  const known = typeof start === "string" ? configOf(start) : configOfStart(config, start);
  if (known === undefined) return config;
  return { ...config, from: { ...config.from, trial: { ...withStart(known, configOf) } } };
};

/** The config of a finished trial by its id. */
export const configById = (rows: readonly TrialRow[]): ConfigOf => {
  const byId = new Map(rows.map(({ id, config }) => [id, config]));
  return (id) => byId.get(id);
};

/**
 * Finished trials whose configs have the trials that they start from, so that a cell can select by
 * `from.trial.objective.beta`.
 */
export const withStarts = (rows: readonly TrialRow[]): TrialRow[] => {
  const configOf = configById(rows);
  return rows.map((row) => ({ ...row, config: withStart(row.config, configOf) }));
};
