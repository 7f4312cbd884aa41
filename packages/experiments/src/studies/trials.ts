import { TrialConfig } from "../config/trial-config.ts";
import type { Draft } from "./draft.ts";
import type { StudyOptions } from "./study.ts";

/** The data set of some options. */
export const datasetOf = ({ dataset, trainSize, testSize }: StudyOptions) => ({
  name: dataset,
  ...(trainSize !== undefined && { trainSize }),
  ...(testSize !== undefined && { testSize }),
});

/**
 * Every draft with every seed, from the first one on (default: 1): all drafts of the first seed, then
 * those of the second, … A study whose rules were changed after a run has another first seed.
 */
export const repeated = (
  drafts: readonly Draft[],
  options: StudyOptions,
  firstSeed = 1,
): TrialConfig[] =>
  Array.from({ length: options.seeds }, (_, i) => firstSeed + i).flatMap((seed) =>
    drafts.map((draft) =>
      TrialConfig.parse({
        dataset: datasetOf(options),
        epochs: options.epochs,
        ...draft,
        seed,
      }),
    ),
  );
