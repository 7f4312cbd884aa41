import { appendFileSync, readFileSync } from "node:fs";

/** Text kept while it cannot be written, in characters; the oldest is dropped. */
const maxPending = 1_000_000;

/** The log of a trial, for people to read. */
export interface TrialLog {
  /** Appends text. Text that cannot be written, as on a full disk, is kept for the next call. */
  write(text: string): void;
  /** Appends a line that begins with the time. */
  logLine(text: string): void;
  readLog(): string;
}

export const trialLog = (file: string): TrialLog => {
  let pending = "";
  const write = (text: string): void => {
    pending += text.endsWith("\n") ? text : `${text}\n`;
    try {
      appendFileSync(file, pending);
      pending = "";
    } catch {
      // Results do not depend on the log, and this runs where nothing can catch an error.
      pending = pending.slice(-maxPending);
    }
  };
  return {
    write,
    logLine: (text) => write(`${new Date().toISOString()} ${text}`),
    readLog: () => {
      try {
        return readFileSync(file, "utf8") + pending;
      } catch {
        return pending;
      }
    },
  };
};
