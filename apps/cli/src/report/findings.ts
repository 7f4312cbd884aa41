import type { Finding } from "@vae-lab/experiments";

const marks: Readonly<Record<Finding["verdict"], string>> = {
  holds: "✓ holds         ",
  fails: "✗ fails         ",
  "could not tell": "? could not tell",
};

const judged = ({ claim, verdict, evidence }: Finding): string =>
  `${marks[verdict]}  ${claim}\n${" ".repeat(marks[verdict].length)}  ${evidence}`;

/** Claims that lack the same, under what they lack: each with the difference that was measured. */
const open = (lacking: string, findings: readonly Finding[], moreSeeds: string): string => {
  const width = Math.max(...findings.map(({ evidence }) => evidence.length));
  const remedy = lacking.includes("seeds") ? ` (\`${moreSeeds}\`)` : "";
  const lines = findings.map(({ claim, evidence }) =>
    width === 0 ? `  ${claim}` : `  ${evidence.padEnd(width)}  ${claim}`,
  );
  return [`? ${lacking}${remedy}`, ...lines].join("\n");
};

/**
 * What each comparison of a study shows: those with a verdict first, each with its evidence, and how
 * sure they are; then those that are open. `moreSeeds` is the command that runs as many seeds as a verdict needs.
 */
export const findingsText = (findings: readonly Finding[], moreSeeds: string): string => {
  const reasons = new Set(findings.flatMap(({ lacking }) => lacking ?? []));
  const judgedBy = new Set(findings.flatMap((finding) => finding.judgedBy ?? []));
  const settled = findings.filter(({ lacking }) => lacking === undefined);
  return [
    ...(settled.length > 0 ? [[...settled.map(judged), ...judgedBy].join("\n")] : []),
    ...[...reasons].map((reason) =>
      open(
        reason,
        findings.filter(({ lacking }) => lacking === reason),
        moreSeeds,
      ),
    ),
  ].join("\n\n");
};
