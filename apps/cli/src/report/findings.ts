import type { Finding } from "@vae-lab/experiments";

const marks: Readonly<Record<Finding["verdict"], string>> = {
  holds: "✓ holds         ",
  fails: "✗ fails         ",
  "could not tell": "? could not tell",
};

/** What each comparison of a study shows, with its evidence beneath. */
export const findingsText = (findings: readonly Finding[]): string =>
  findings
    .map(
      ({ claim, verdict, evidence }) =>
        `${marks[verdict]}  ${claim}\n${" ".repeat(marks[verdict].length)}  ${evidence}`,
    )
    .join("\n");
