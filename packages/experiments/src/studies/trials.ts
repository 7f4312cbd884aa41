import { TrialConfig } from "../config/trial-config.ts";
import type { Draft } from "./draft.ts";
import type { StudyOptions } from "./study.ts";

/** The data set of some options. */
export const datasetOf = ({ dataset, trainSize, testSize }: StudyOptions) => ({
  name: dataset,
  ...(trainSize !== undefined && { trainSize }),
  ...(testSize !== undefined && { testSize }),
});

/** Every draft with every seed: all drafts of the first seed, then those of the second, … */
export const repeated = (drafts: readonly Draft[], options: StudyOptions): TrialConfig[] =>
  Array.from({ length: options.seeds }, (_, i) => i + 1).flatMap((seed) =>
    drafts.map((draft) =>
      TrialConfig.parse({
        dataset: datasetOf(options),
        epochs: options.epochs,
        ...draft,
        seed,
      }),
    ),
  );
