import { onEndOfNpm } from "./end-of-npm.ts";
import { exitCodes } from "./exit-codes.ts";

const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Time for the work to stop; what it leaves unfinished is cleaned up by the next run. */
const stopTimeoutMs = 1_900;

/**
 * Runs work that Ctrl-C stops: the first one aborts the signal and gives the work two seconds, the
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
    setTimeout(() => process.exit(exitCodes.interrupted), stopTimeoutMs).unref();
    controller.abort();
  };
  for (const signal of signals) process.on(signal, stop);
  const stopWatching = onEndOfNpm(() => {
    if (!controller.signal.aborted) stop(); // a signal to npm's whole group stops this process too
  });
  try {
    return await work(controller.signal);
  } finally {
    stopWatching();
    for (const signal of signals) process.off(signal, stop);
  }
};

/** Resolves at Ctrl-C. */
export const untilInterrupted = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of signals) process.once(signal, () => resolve());
    onEndOfNpm(resolve);
  });
