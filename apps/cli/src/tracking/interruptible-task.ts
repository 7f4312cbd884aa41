import { type CopyProblem, type CopyReport, problemText } from "@vae-lab/tracking-server";
import { exitCodes } from "../command-line/exit-codes.ts";
import { interruptible } from "../command-line/interrupt.ts";
import { print, printJson, printNote } from "../command-line/output.ts";

const firstLineMs = 2_000;
const nextLineMs = 10_000;

/**
 * Does long work that Ctrl-C stops; `say` writes to stderr how far it is, when it takes long.
 * The work must go on where it stopped when it is done again.
 */
export const interruptibleTask = async <T>(
  work: (signal: AbortSignal, say: (line: string) => void) => Promise<T>,
): Promise<T> => {
  let next = performance.now() + firstLineMs;
  const say = (line: string): void => {
    if (performance.now() < next) return;
    next = performance.now() + nextLineMs;
    printNote(line);
  };
  return interruptible(
    (signal) => work(signal, say),
    () => printNote("stopping; repeat the command to resume"),
  );
};

/** Says what was done, to a person or to a program. */
export const printResult = (result: object, sentence: string, json: boolean): void => {
  if (json) printJson(result);
  else print(sentence);
};

const maxListed = 100;

/** Lists items that could not be copied, and makes the command fail if there are any. */
export const reportProblems = (problems: readonly CopyProblem[]): void => {
  if (problems.length === 0) return;
  printNote(`${problems.length} items could not be copied; repeat the command to try them again`);
  for (const problem of problems.slice(0, maxListed)) printNote(`  ${problemText(problem)}`);
  if (problems.length > maxListed) printNote(`  and ${problems.length - maxListed} more`);
  process.exitCode = exitCodes.failedTrials;
};

/** What was copied, as a sentence, and what was not. */
export const copySummary = (copied: CopyReport, way: string): string => {
  const { runs, experiments, deleted, points, files, models, there, leftOut } = copied;
  const gone = deleted > 0 ? `, ${deleted} of them deleted,` : "";
  const left = leftOut > 0 ? `; ${leftOut} deleted experiments were left out` : "";
  return `${runs} runs of ${experiments} experiments${gone} copied ${way} (${points} points, ${files} files, ${models} models); ${there} were there already${left}`;
};
