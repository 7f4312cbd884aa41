import { essayFindings } from "../studies/essay-verdicts.ts";
import type { Study } from "../studies/study.ts";
import type { FindingsIndex, ListedStudy, StudyReport } from "../studies/study-report.ts";
import type { Block } from "./page.ts";
import { commandsOf } from "./study-report.ts";
import { verdictWord } from "./verdict-word.ts";

/** The command that runs a study at the size that shall settle it. */
const settlingCommand = (study: Study): string =>
  commandsOf(study, { size: "full", options: study.sizes.full }).join(" && ");

/** All studies and the verdicts on the essay's claims, from the reports there are. */
export const findingsIndex = (
  studies: readonly Study[],
  reports: readonly StudyReport[],
): FindingsIndex => {
  const listed: ListedStudy[] = studies.map((study) => ({
    ...{ name: study.name, question: study.question, setting: study.setting },
    claims: study.claims.map(({ name, claim, rule, supports = [], opposes = [] }) => ({
      ...{ name, claim, rule: rule.text, supports, opposes },
    })),
    command: settlingCommand(study),
    isReported: reports.some((report) => report.study === study.name),
  }));
  const found = essayFindings(reports.map(({ study, findings }) => ({ name: study, findings })));
  return {
    version: 1,
    studies: listed,
    essay: found.map(({ name, claim, verdict, bearings }) => ({
      ...{ name, claim, verdict },
      bearings: bearings.map(({ study, finding, isInFavour }) => ({
        ...{ study, finding: finding.name },
        ...(isInFavour !== undefined && { isInFavour }),
      })),
      commands: listed
        .filter(({ isReported, claims }) => !isReported && claims.some((own) => bears(own, name)))
        .map(({ command }) => command),
    })),
  };
};

const bears = ({ supports, opposes }: ListedStudy["claims"][number], name: string): boolean =>
  [...supports, ...opposes].some((each) => each === name);

/** The figure beside a study's report, if there is one. */
const evidenceText = (
  { bearings, commands }: FindingsIndex["essay"][number],
  reports: readonly StudyReport[],
): string => {
  const bits = bearings.map(({ study, finding, isInFavour }) => {
    const report = reports.find((each) => each.study === study);
    const own = report?.findings.find(({ name }) => name === finding);
    const favour = isInFavour === undefined ? "open" : isInFavour ? "for" : "against";
    return `${favour}: ${own?.claim ?? finding} ([${study}](${study}/report.md))`;
  });
  if (bits.length > 0) return bits.join(" ");
  const [command] = commands;
  return command === undefined ? "no study decides this yet" : `not decided: run \`${command}\``;
};

const total = (reports: readonly StudyReport[]): string => {
  const seconds = reports.reduce((sum, { provenance }) => sum + provenance.seconds, 0);
  const trials = reports.reduce((sum, { provenance }) => sum + provenance.finished, 0);
  return `${trials} trials, ${(seconds / 3600).toFixed(1)} hours of computing in all.`;
};

/** The list of findings as a page. */
export const findingsPage = (index: FindingsIndex, reports: readonly StudyReport[]): Block[] => [
  { kind: "heading", level: 1, text: "Findings" },
  {
    kind: "paragraph",
    text: `The claims of Saghir's essay, in our words, and what the studies of this repository found. Each verdict is computed from the CSV files beside its report; \`vae-lab report --check\` computes it again, and \`npm test\` runs that. "Supported" and "contradicted" mean that every finding which bears on the claim says so; "holds in part" that some do. ${total(reports)}`,
  },
  {
    kind: "table",
    head: ["", "claim of the essay", "verdict", "by"],
    rows: index.essay.map((claim) => [
      claim.name,
      claim.claim,
      `**${claim.verdict}**`,
      evidenceText(claim, reports),
    ]),
  },
  { kind: "heading", level: 2, text: "Studies" },
  {
    kind: "table",
    head: ["study", "question", "claims", "size"],
    rows: index.studies.map(({ name, question, claims, command }) => {
      const report = reports.find(({ study }) => study === name);
      return report === undefined
        ? [name, question, `${claims.length}, not decided`, `run \`${command}\``]
        : [
            `[${name}](${name}/report.md)`,
            question,
            countsOf(report),
            `${report.size}, ${report.provenance.finished} of ${report.provenance.planned} trials`,
          ];
    }),
  },
];

const countsOf = ({ findings }: StudyReport): string =>
  (["holds", "fails", "could not tell"] as const)
    .flatMap((verdict) => {
      const count = findings.filter((finding) => finding.verdict === verdict).length;
      return count === 0 ? [] : [`${count} ${verdictWord(verdict)}`];
    })
    .join(", ");
