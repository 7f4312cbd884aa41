import type { Finding, Study, StudyOptions, TrialRow } from "@vae-lab/experiments";
import { completeConfig, TrialConfig } from "@vae-lab/experiments/config";
import type { MeasureLevel } from "@vae-lab/experiments/metrics";
import { conclude, rowsOf } from "@vae-lab/experiments/studies";
import type { OwnPart } from "../data/data-options.ts";
import { trialsHere } from "./trials-here.ts";

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

/** What changes the trials of a study beside its options. */
export interface StudyChanges {
  /** Whether trials to look at are among them. */
  readonly illustrated?: boolean;
  /** Data of one's own to train on, whole. */
  readonly data?: OwnPart | undefined;
}

/** The trials of a study, those to look at among them, and its judgement of those that are evidence. */
export const studyRequest = async (
  study: Study,
  options: StudyOptions,
  { illustrated = false, data }: StudyChanges = {},
): Promise<StudyRequest> => {
  const onData = (trial: TrialConfig): TrialConfig =>
    data === undefined ? trial : completeConfig({ ...trial, dataset: data });
  const evidence = (await trialsHere(study, options)).map(onData);
  const illustrations = illustrated ? (study.illustrations ?? []) : [];
  return {
    study: study.name,
    axes: study.axes,
    measure: study.measure ?? "basic",
    trials: [...illustrations.map((draft) => onData(TrialConfig.parse(draft))), ...evidence],
    conclude: async (rows) => {
      const exact = (await study.exact?.(options)) ?? [];
      return conclude(study, { rows: rowsOf(evidence, rows), exact });
    },
  };
};
