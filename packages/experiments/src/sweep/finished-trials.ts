import type { MlflowClient } from "mlflow-js-client";
import type { TrialConfig } from "../config/trial-config.ts";
import { planOf } from "./plan.ts";
import type { TrialRow } from "./sweep-events.ts";
import { readStudyRuns } from "./tracking/study-runs.ts";

export interface FinishedTrials {
  /** The number of distinct trials that were asked for. */
  readonly planned: number;
  readonly rows: readonly (TrialRow & { readonly codeHash: string | undefined })[];
}

/**
 * The finished trials of a study in tracking; nothing is run.
 * @throws InputError if data are missing or damaged
 */
export const finishedTrials = async (
  client: MlflowClient,
  study: string,
  trials: readonly TrialConfig[],
): Promise<FinishedTrials> => {
  const { trials: plan } = await planOf(trials);
  const experiment = await client.experiments.getByName(study);
  if (experiment === undefined) return { planned: plan.length, rows: [] };
  const runs = await readStudyRuns(client, experiment.experimentId, "");
  return {
    planned: plan.length,
    rows: plan.flatMap((trial) => {
      const found = runs.finishedOf(trial);
      return found === undefined ? [] : [{ ...found.row, codeHash: found.codeHash }];
    }),
  };
};
