import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { InputError } from "../input-error.ts";
import { conclude } from "../studies/conclude.ts";
import { studies } from "../studies/studies.ts";
import type { Study } from "../studies/study.ts";
import type { StudyReport } from "../studies/study-report.ts";
import { exactCsv, exactFromCsv, trialsCsv, trialsFromCsv } from "./evidence-csv.ts";
import { findingsIndex, findingsPage } from "./findings-page.ts";
import { htmlOf, markdownOf } from "./page.ts";
import { reportPage } from "./report-page.ts";
import { reportOf, type StudyRun } from "./study-report.ts";

const json = (value: unknown): string => `${JSON.stringify(value, null, 1)}\n`;

const readCsv = async (path: string): Promise<string> =>
  existsSync(path) ? readFile(path, "utf8") : "";

/** The evidence of a report, from the CSV files of its folder. */
const readEvidence = async (folder: string): Promise<Pick<StudyRun, "rows" | "exact">> => ({
  rows: trialsFromCsv(await readCsv(join(folder, "trials.csv"))),
  exact: exactFromCsv(await readCsv(join(folder, "exact.csv"))),
});

const readReport = async (folder: string): Promise<StudyReport> =>
  JSON.parse(await readFile(join(folder, "report.json"), "utf8"));

/** The folders of a folder of findings that have a report, by study. */
const reportedIn = async (findings: string): Promise<Study[]> => {
  if (!existsSync(findings)) return [];
  const names = await readdir(findings);
  const known = names.filter((name) => existsSync(join(findings, name, "report.json")));
  return known.toSorted().map((name) => {
    const study = studies[name];
    if (study === undefined)
      throw new InputError(
        `cannot check ${join(findings, name)}: there is no study ${name}; delete it`,
      );
    return study;
  });
};

/** Writes the report of a study from the CSV files of its folder. */
const writeReport = async (
  findings: string,
  study: Study,
  run: Pick<StudyRun, "size" | "options" | "planned">,
): Promise<StudyReport> => {
  const folder = join(findings, study.name);
  const report = reportOf(study, { ...run, ...(await readEvidence(folder)) });
  const page = reportPage(report);
  await rm(join(folder, "figures"), { recursive: true, force: true });
  await mkdir(join(folder, "figures"), { recursive: true });
  for (const block of page)
    if (block.kind === "figure")
      await writeFile(join(folder, "figures", `${block.name}.svg`), `${block.svg}\n`);
  await writeFile(join(folder, "report.json"), json(report));
  await writeFile(join(folder, "report.md"), markdownOf(page));
  await writeFile(join(folder, "report.html"), htmlOf(`${study.name}: ${study.question}`, page));
  return report;
};

/** The list of findings as files by name. */
const indexFiles = async (findings: string): Promise<Record<string, string>> => {
  const reported = await reportedIn(findings);
  const reports = await Promise.all(reported.map(({ name }) => readReport(join(findings, name))));
  const index = findingsIndex(Object.values(studies), reports);
  return { "findings.json": json(index), "README.md": markdownOf(findingsPage(index, reports)) };
};

/** Writes the list of findings and of the studies that have not run. */
const writeIndex = async (findings: string): Promise<void> => {
  for (const [name, text] of Object.entries(await indexFiles(findings)))
    await writeFile(join(findings, name), text);
};

/** Writes the evidence and the report of a study into a folder of findings. */
export const saveReport = async (
  findings: string,
  study: Study,
  run: StudyRun,
): Promise<StudyReport> => {
  const folder = join(findings, study.name);
  await mkdir(folder, { recursive: true });
  const files = { "trials.csv": trialsCsv(run.rows), "exact.csv": exactCsv(run.exact) };
  const counts = { "trials.csv": run.rows.length, "exact.csv": run.exact.length };
  for (const [name, text] of Object.entries(files))
    if (counts[name as keyof typeof counts] > 0) await writeFile(join(folder, name), text);
    else await rm(join(folder, name), { force: true });
  const report = await writeReport(findings, study, run);
  await writeIndex(findings);
  return report;
};

/** Writes all reports of a folder again from their CSV files, and the list of findings. */
export const updateReports = async (findings: string): Promise<readonly string[]> => {
  const reported = await reportedIn(findings);
  for (const study of reported) {
    const { size, options, provenance } = await readReport(join(findings, study.name));
    await writeReport(findings, study, { size, options, planned: provenance.planned });
  }
  await writeIndex(findings);
  return reported.map(({ name }) => name);
};

/** What is wrong with a report: verdicts that its CSV files do not give. */
const differencesIn = async (findings: string, study: Study): Promise<string[]> => {
  const folder = join(findings, study.name);
  const [report, evidence] = [await readReport(folder), await readEvidence(folder)];
  const computed = conclude(study, evidence);
  const names = new Set([...computed, ...report.findings].map(({ name }) => name));
  return [...names].flatMap((name) => {
    const [now, then] = [computed, report.findings].map((all) => all.find((f) => f.name === name));
    if (now === undefined) return [`${study.name}: the study has no claim ${name}`];
    if (then === undefined) return [`${study.name}: the report has no claim ${name}`];
    if (now.verdict !== then.verdict)
      return [
        `${study.name}, ${name}: the report says "${then.verdict}", the data "${now.verdict}"`,
      ];
    if (now.evidence !== then.evidence || now.rule !== then.rule)
      return [
        `${study.name}, ${name}: the report says "${then.evidence}", the data "${now.evidence}"`,
      ];
    return [];
  });
};

export interface CheckedReports {
  readonly studies: readonly string[];
  readonly findings: number;
  /** One line each; none if every verdict is confirmed. */
  readonly differences: readonly string[];
}

/**
 * Computes every verdict of a folder of findings again from its CSV files.
 * @throws InputError for a folder without reports, or a report of an unknown study
 */
export const checkReports = async (findings: string): Promise<CheckedReports> => {
  const reported = await reportedIn(findings);
  if (reported.length === 0)
    throw new InputError(`cannot check ${findings}: it has no reports; name another folder`);
  const differences = await Promise.all(reported.map((study) => differencesIn(findings, study)));
  const outdated = Object.entries(await indexFiles(findings)).map(async ([name, text]) =>
    (await readCsv(join(findings, name))) === text
      ? []
      : [`${name} does not list these findings; run \`vae-lab report --update\``],
  );
  const counts = await Promise.all(
    reported.map(async ({ name }) => (await readReport(join(findings, name))).findings.length),
  );
  return {
    studies: reported.map(({ name }) => name),
    findings: counts.reduce((sum, count) => sum + count, 0),
    differences: [...differences, ...(await Promise.all(outdated))].flat(),
  };
};
