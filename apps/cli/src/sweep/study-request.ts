import type { Finding, Study, StudyOptions, TrialRow } from "@vae-lab/experiments";
import { TrialConfig } from "@vae-lab/experiments/config";
import type { MeasureLevel } from "@vae-lab/experiments/metrics";
import { conclude, rowsOf } from "@vae-lab/experiments/studies";

/** What a sweep runs and how its rows are judged. */
export interface StudyRequest {
  /** The experiment's name in tracking. */
  readonly study: string;
  readonly trials: readonly TrialConfig[];
  readonly axes: readonly string[];
  /** What the study's claims need to be measured. */
  readonly measure: MeasureLevel;
  readonly conclude: (rows: readonly TrialRow[]) => Promise<Finding[]>;
}

/** The trials of a study, those to look at among them, and its judgement of those that are evidence. */
export const studyRequest = (
  study: Study,
  options: StudyOptions,
  { illustrated = false }: { readonly illustrated?: boolean } = {},
): StudyRequest => {
  const evidence = study.trials(options);
  const illustrations = illustrated ? (study.illustrations ?? []) : [];
  return {
    study: study.name,
    axes: study.axes,
    measure: study.measure ?? "basic",
    trials: [...illustrations.map((draft) => TrialConfig.parse(draft)), ...evidence],
    conclude: async (rows) => {
      const exact = (await study.exact?.(options)) ?? [];
      return conclude(study, { rows: rowsOf(evidence, rows), exact });
    },
  };
};
