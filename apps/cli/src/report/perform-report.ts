import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Study, StudyOptions } from "@vae-lab/experiments";
import { InputError } from "@vae-lab/experiments/input-error";
import { checkReports, saveReport, updateReports } from "@vae-lab/experiments/reports";
import { essayFindings, type StudySize } from "@vae-lab/experiments/studies";
import { finishedTrials } from "@vae-lab/experiments/sweep";
import { countText } from "../command-line/count-text.ts";
import { exitCodes } from "../command-line/exit-codes.ts";
import { printResult } from "../command-line/output.ts";
import { trialsHere } from "../sweep/trials-here.ts";
import { openTracking } from "../tracking/open-tracking.ts";
import { hasStore } from "../tracking/store-folder.ts";
import { essayText } from "./essay-text.ts";
import { findingsText } from "./findings.ts";

interface ReportRequest {
  readonly study: Study;
  readonly size: StudySize;
  readonly options: StudyOptions;
  /** The folder of findings. */
  readonly findings: string;
  /** The workspace with the runs. */
  readonly home: string;
  readonly json: boolean;
}

/** The finished trials of a study in the store of a workspace. */
const finishedIn = async ({ study, options, home }: ReportRequest) => {
  const trials = await trialsHere(study, options);
  if (trials.length === 0 || !hasStore(home)) return { planned: trials.length, rows: [] };
  const tracking = await openTracking(home, { access: "read" });
  try {
    return await finishedTrials(tracking.client, study.name, trials);
  } finally {
    tracking.close();
  }
};

/** @throws InputError if a report of finished trials would be lost for one of none */
const requireTrials = ({ study, findings, home }: ReportRequest): void => {
  if (!existsSync(join(findings, study.name, "trials.csv"))) return;
  throw new InputError(
    `cannot replace the report in ${join(findings, study.name)}, which has finished trials: ${home} has no finished trial of ${study.name}; name the workspace that has them in --home, or another folder in --out`,
  );
};

/**
 * Writes the report of a study from what the store has.
 * @throws InputError if it has no finished trial and the report to replace has some
 */
export const writeReport = async (request: ReportRequest): Promise<void> => {
  const { study, size, options, findings, json } = request;
  const { planned, rows } = await finishedIn(request);
  if (planned > 0 && rows.length === 0) requireTrials(request);
  const exact = (await study.exact?.(options)) ?? [];
  const report = await saveReport(findings, study, { size, options, planned, rows, exact });
  printResult(json, report, () =>
    [
      findingsText(report.findings, report.commands[0] ?? ""),
      essayText(essayFindings([{ name: study.name, findings: report.findings }])),
      `${rows.length} of ${countText(planned, "trial")} finished; report: ${findings}/${study.name}/report.md`,
    ]
      .filter((part) => part !== "")
      .join("\n\n"),
  );
};

/** Checks all reports of a folder and returns the exit code. */
export const checkFindings = async (folder: string, json: boolean): Promise<number> => {
  const checked = await checkReports(folder);
  const { studies, findings, differences } = checked;
  printResult(json, checked, () =>
    differences.length > 0
      ? differences.join("\n")
      : `${countText(findings, "verdict")} of ${countText(studies.length, "study", "studies")} confirmed`,
  );
  return differences.length > 0 ? exitCodes.failedTrials : exitCodes.done;
};

/** Writes all reports of a folder again from their CSV files. */
export const updateFindings = async (folder: string, json: boolean): Promise<void> => {
  const studies = await updateReports(folder);
  printResult(json, { studies }, () => `written again: ${studies.join(", ")}`);
};
