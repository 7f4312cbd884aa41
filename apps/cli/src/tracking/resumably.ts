import type { Run } from "mlflow-js-client";
import { interruptible } from "../sweep/interrupt.ts";

const firstLineMs = 2_000;
const nextLineMs = 10_000;

/**
 * Runs work over many runs that Ctrl-C stops, and says on stderr how far it is when it takes long.
 * The work must go on where it stopped when it is done again.
 */
export const resumably = async <T>(
  work: (signal: AbortSignal, onRun: (run: Run) => void) => Promise<T>,
): Promise<T> => {
  let runs = 0;
  let next = performance.now() + firstLineMs;
  const onRun = (run: Run): void => {
    runs++;
    if (performance.now() < next) return;
    next = performance.now() + nextLineMs;
    process.stderr.write(`${runs} runs seen, now ${run.info.runName}\n`);
  };
  return interruptible(
    (signal) => work(signal, onRun),
    () => process.stderr.write("stopping; the same command goes on where this one stopped\n"),
  );
};

/** Says what was done, to a person or to a program. */
export const tell = (result: object, sentence: string, json: boolean): void => {
  console.log(json ? JSON.stringify(result) : sentence);
};
