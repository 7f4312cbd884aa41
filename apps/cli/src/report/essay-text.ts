import type { EssayFinding } from "@vae-lab/experiments/studies";
import { countText } from "../command-line/count-text.ts";

const shares = ({ bearings }: EssayFinding): string => {
  const count = (favour: boolean | undefined): number =>
    bearings.filter(({ isInFavour }) => isInFavour === favour).length;
  const parts = [
    count(true) > 0 && `${count(true)} for`,
    count(false) > 0 && `${count(false)} against`,
    count(undefined) > 0 && `${count(undefined)} not decided`,
  ].filter((part) => part !== false);
  return `${countText(bearings.length, "claim")}: ${parts.join(", ")}`;
};

/** The verdicts on the claims of Saghir's essay that a study bears on; empty for none. */
export const essayText = (findings: readonly EssayFinding[]): string => {
  const touched = findings.filter(({ bearings }) => bearings.length > 0);
  if (touched.length === 0) return "";
  const width = Math.max(...touched.map(({ verdict }) => verdict.length));
  return [
    "Claims of Saghir's essay, by this study alone",
    ...touched.map(
      (finding) =>
        `${finding.name.padStart(3)}  ${finding.verdict.padEnd(width)}  ${finding.claim} (${shares(finding)})`,
    ),
  ].join("\n");
};
