import { setTimeout as sleep } from "node:timers/promises";
import { isDiskFull } from "../workspace/disk-full.ts";

const retryEveryMs = 1_000;

export interface WaitOptions {
  /** Named in the notices. */
  readonly path: string;
  readonly signal: AbortSignal;
  readonly notify: (text: string) => void;
  readonly everyMs?: number;
}

/**
 * Retries work that fails because the disk is full until it succeeds, so that a sweep pauses instead
 * of failing its trials. Rejects with other errors, and when the signal aborts.
 */
export const waitForSpace = ({
  path,
  signal,
  notify,
  everyMs = retryEveryMs,
}: WaitOptions): (<T>(work: () => Promise<T>) => Promise<T>) => {
  let isFull = false;
  return async (work) => {
    for (;;) {
      try {
        const result = await work();
        if (isFull) notify(`there is space on the disk of ${path} again; the sweep continues`);
        isFull = false;
        return result;
      } catch (error) {
        if (!isDiskFull(error)) throw error;
        if (!isFull)
          notify(`the disk of ${path} is full; the sweep waits until there is space again`);
        isFull = true;
        await sleep(everyMs, undefined, { signal });
      }
    }
  };
};
