import { type CopyProblem, type CopyReport, problemText } from "@vae-lab/tracking-server";
import { countText } from "../command-line/count-text.ts";
import { exitCodes } from "../command-line/exit-codes.ts";
import { printNote } from "../command-line/output.ts";

/** What is said of deleted experiments, if there are any. */
export const leftOutText = (leftOut: number): string =>
  leftOut > 0 ? `; ${countText(leftOut, "deleted experiment")} not copied` : "";

/** One sentence on what was copied, and what was not. */
export const copySummary = (copied: CopyReport, way: string): string => {
  const { runs, experiments, deleted, points, files, models, there, leftOut } = copied;
  const deletedText = deleted > 0 ? ` (${deleted} of them deleted)` : "";
  const contents = [
    countText(points, "metric point"),
    countText(files, "file"),
    countText(models, "logged model"),
  ].join(", ");
  const existing = `${countText(there, "run")} existed already`;
  return `copied ${countText(runs, "run")} of ${countText(experiments, "experiment")}${deletedText} ${way} (${contents}); ${existing}${leftOutText(leftOut)}`;
};

const maxListed = 100;

/** Lists items that could not be copied, and makes the command fail if there are any. */
export const reportProblems = (problems: readonly CopyProblem[]): void => {
  if (problems.length === 0) return;
  printNote(
    `could not copy ${countText(problems.length, "item")}; repeat the command to try again`,
  );
  for (const problem of problems.slice(0, maxListed)) printNote(`  ${problemText(problem)}`);
  if (problems.length > maxListed) printNote(`  and ${problems.length - maxListed} more`);
  process.exitCode = exitCodes.failedTrials;
};
