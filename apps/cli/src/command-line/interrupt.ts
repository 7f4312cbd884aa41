import { exitCodes } from "./exit-codes.ts";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** A sweep that has not stopped by then is left behind: the next one tidies up after it. */
const patienceMs = 1_900;

/**
 * Runs work that Ctrl-C stops. The first one aborts the signal and gives the work two seconds; a
 * second one ends the process at once.
 */
export const interruptible = async <T>(
  work: (signal: AbortSignal) => Promise<T>,
  onInterrupt: () => void,
): Promise<T> => {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted);
    onInterrupt();
    setTimeout(() => process.exit(exitCodes.interrupted), patienceMs).unref();
    controller.abort();
  };
  for (const signal of signals) process.on(signal, stop);
  try {
    return await work(controller.signal);
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
};

/** Resolves at Ctrl-C. */
export const untilInterrupted = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of signals) process.once(signal, () => resolve());
  });
