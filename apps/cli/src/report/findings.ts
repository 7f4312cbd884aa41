import type { Finding as StudyFinding } from "@vae-lab/experiments";

/** What the text shows of a finding. */
type Finding = Pick<StudyFinding, "claim" | "verdict" | "evidence" | "judgedBy" | "lacking">;

const marks: Readonly<Record<Finding["verdict"], string>> = {
  holds: "✓ holds         ",
  fails: "✗ fails         ",
  "could not tell": "? could not tell",
};

const withVerdict = ({ claim, verdict, evidence }: Finding): string =>
  `${marks[verdict]}  ${claim}\n${" ".repeat(marks[verdict].length)}  ${evidence}`;

/** Claims without a verdict for the same reason, each with the measured difference. */
const withoutVerdict = (
  lacking: string,
  findings: readonly Finding[],
  moreSeeds: string,
): string => {
  const width = Math.max(...findings.map(({ evidence }) => evidence.length));
  const remedy = lacking.includes("seeds") ? ` (\`${moreSeeds}\`)` : "";
  const lines = findings.map(({ claim, evidence }) =>
    width === 0 ? `  ${claim}` : `  ${evidence.padEnd(width)}  ${claim}`,
  );
  return [`? ${lacking}${remedy}`, ...lines].join("\n");
};

/**
 * The findings of a study: those with a verdict first, with evidence and confidence, then the open
 * ones. `moreSeeds` is the command that runs as many seeds as a verdict needs.
 */
export const findingsText = (findings: readonly Finding[], moreSeeds: string): string => {
  const reasons = new Set(findings.flatMap(({ lacking }) => lacking ?? []));
  const judgedBy = new Set(findings.flatMap((finding) => finding.judgedBy ?? []));
  const decided = findings.filter(({ lacking }) => lacking === undefined);
  return [
    ...(decided.length > 0 ? [[...decided.map(withVerdict), ...judgedBy].join("\n")] : []),
    ...[...reasons].map((reason) =>
      withoutVerdict(
        reason,
        findings.filter(({ lacking }) => lacking === reason),
        moreSeeds,
      ),
    ),
  ].join("\n\n");
};
