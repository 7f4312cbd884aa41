import { conclude } from "../studies/conclude.ts";
import type { ExactValue } from "../studies/evidence.ts";
import type { Study, StudyOptions, StudySize } from "../studies/study.ts";
import type { Provenance, StudyReport } from "../studies/study-report.ts";
import { hashOfIds } from "../trial/trial-id.ts";
import type { EvidenceRow } from "./evidence-csv.ts";

/** A study that ran, or some of its trials. */
export interface StudyRun {
  readonly size: StudySize;
  readonly options: StudyOptions;
  readonly planned: number;
  readonly rows: readonly EvidenceRow[];
  readonly exact: readonly ExactValue[];
}

const distinct = (values: readonly (string | undefined)[]): string[] =>
  [...new Set(values.filter((value) => value !== undefined && value !== ""))].sort() as string[];

const provenanceOf = ({ rows, planned }: StudyRun): Provenance => ({
  finished: rows.length,
  planned,
  seconds: Math.round(rows.reduce((sum, { seconds }) => sum + seconds, 0)),
  dataHashes: distinct(rows.map(({ dataHash }) => dataHash)),
  codeHashes: distinct(rows.map(({ codeHash }) => codeHash)),
  planHash: hashOfIds(rows.map(({ id }) => id)),
});

const optionText = (
  study: Study,
  { size, options }: Pick<StudyRun, "size" | "options">,
): string => {
  const usual = study.sizes[size];
  const changed = (["epochs", "seeds", "dataset"] as const).flatMap((key) =>
    options[key] === usual[key] ? [] : [`--${key} ${options[key]}`],
  );
  return [size === "default" ? "" : `--${size}`, ...changed]
    .filter((text) => text !== "")
    .join(" ");
};

/** The commands that run a study and write its report; a study without trials runs while it is reported. */
export const commandsOf = (
  study: Study,
  of: Pick<StudyRun, "size" | "options">,
): readonly string[] =>
  (study.trials(of.options).length === 0 ? ["report"] : ["sweep", "report"]).map((command) =>
    `npm run vae-lab -- ${command} ${study.name} ${optionText(study, of)}`.trimEnd(),
  );

/** The report of a study, computed from its evidence alone. */
export const reportOf = (study: Study, run: StudyRun): StudyReport => ({
  version: 1,
  study: study.name,
  question: study.question,
  setting: study.setting,
  size: run.size,
  options: run.options,
  findings: conclude(study, run),
  figures: study.figures(run),
  wouldChangeOurMind: study.wouldChangeOurMind,
  changes: study.changes ?? [],
  commands: commandsOf(study, run),
  provenance: provenanceOf(run),
});
