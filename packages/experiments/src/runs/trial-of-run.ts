import type { TrialConfig } from "../config/trial-config.ts";
import type { Dataset } from "../datasets/dataset.ts";
import type { loadDataset } from "../datasets/load-dataset.ts";
import { InputError } from "../input-error.ts";
import type { LoadedRun } from "./load-run.ts";

/** The config of the trial that made a run, with its data. */
export interface TrialOfRun {
  readonly config: TrialConfig;
  readonly data: Dataset;
}

/** @throws InputError if the checkpoint is not of a trial, or its data are missing or have changed */
export const trialOf = async (
  { name, config, dataHash }: LoadedRun,
  load: typeof loadDataset,
): Promise<TrialOfRun> => {
  if (config === undefined)
    throw new InputError(
      `cannot measure ${name}: its checkpoint does not say which trial it is of; pass a run that vae-lab trained`,
    );
  const data = await load(config.dataset);
  if (dataHash !== undefined && dataHash !== data.hash)
    throw new InputError(
      `cannot measure ${name}: dataset ${config.dataset.name} changed since the trial (its hash was ${dataHash} and is ${data.hash}); restore the data or train again`,
    );
  return { config, data };
};
