import { interruptible } from "../command-line/interrupt.ts";
import { printNote } from "../command-line/output.ts";

const firstLineMs = 2_000;
const nextLineMs = 10_000;

/**
 * Runs a long task that Ctrl-C stops and that can be repeated. `say` prints its progress to stderr:
 * the first line after 2 s, then at most one every 10 s.
 */
export const interruptibleTask = async <T>(
  task: (signal: AbortSignal, say: (line: string) => void) => Promise<T>,
): Promise<T> => {
  let next = performance.now() + firstLineMs;
  const say = (line: string): void => {
    if (performance.now() < next) return;
    next = performance.now() + nextLineMs;
    printNote(line);
  };
  return interruptible(
    (signal) => task(signal, say),
    () => printNote("stopping; repeat the command to resume"),
  );
};
