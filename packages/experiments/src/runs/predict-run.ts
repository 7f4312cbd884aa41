import type { loadDataset } from "../datasets/load-dataset.ts";
import { theoryMetrics } from "../theory/theory-metrics.ts";
import type { Metrics } from "../trial/trial-events.ts";
import type { LoadedRun } from "./load-run.ts";
import { trialOf } from "./trial-of-run.ts";

export interface PredictRunOptions {
  readonly load: typeof loadDataset;
  /** The folder where the spectra of data are kept. */
  readonly workspace: string;
}

/**
 * What linear theory predicts of a run's trial, as metrics: the same that a new run has from its first
 * step. None of a trial that the theory does not cover.
 * @throws InputError if the checkpoint is not of a trial, or its data are missing or have changed
 */
export const predictRun = async (
  loaded: LoadedRun,
  { load, workspace }: PredictRunOptions,
): Promise<Metrics> => {
  const { config, data } = await trialOf(loaded, load);
  return theoryMetrics(config, data, workspace);
};
