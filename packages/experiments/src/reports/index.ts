// Reports of studies, and the folder of findings that the repository keeps

export type { EvidenceRow } from "./evidence-csv.ts";
export { type CheckedReports, checkReports, saveReport, updateReports } from "./findings-folder.ts";
export { reportOf, type StudyRun } from "./study-report.ts";
