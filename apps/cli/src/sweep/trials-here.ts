import type { Study, StudyOptions, TrialConfig } from "@vae-lab/experiments";
import { printNote } from "../command-line/output.ts";

/**
 * The trials of a study, without those on data sets that it can do without and that are not found: a
 * note says which.
 */
export const trialsHere = async (study: Study, options: StudyOptions): Promise<TrialConfig[]> => {
  const trials = study.trials(options);
  const { optionalDatasets = [] } = study;
  if (optionalDatasets.length === 0) return trials;
  const { findDatasets } = await import("@vae-lab/experiments"); // loads TensorFlow
  const absent = findDatasets().filter(
    ({ name, found }) => !found && optionalDatasets.includes(name),
  );
  for (const { name, remedy } of absent)
    printNote(`${name} is not found, so ${study.name} leaves out its trials: ${remedy}`);
  return trials.filter(({ dataset }) => !absent.some(({ name }) => name === dataset.name));
};
