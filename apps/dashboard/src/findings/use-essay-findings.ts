import { type EssayFinding, essayFindings, studies } from "@vae-lab/experiments/studies";
import { useMemo } from "react";
import { findingsOf, useStudyReports } from "./use-study-reports.ts";

const all = Object.values(studies);

/**
 * The claims of Saghir's essay with the verdicts of this store, or of the published reports; undefined
 * while they load.
 */
export const useEssayFindings = (): readonly EssayFinding[] | undefined => {
  const known = useStudyReports(all);
  const isPending = known.some((one) => one.isPending);
  const findings = known.map((one) => ({ name: one.study.name, findings: findingsOf(one) }));
  const text = JSON.stringify(findings.map((one) => one.findings.map(({ verdict }) => verdict)));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text changes with the verdicts
  return useMemo(() => (isPending ? undefined : essayFindings(findings)), [text, isPending]);
};
