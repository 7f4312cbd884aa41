import { sqliteCode } from "./store-error.ts";

/** Why the store cannot be written at present; undefined for any other error. */
export const whyPaused = (error: unknown): string | undefined => {
  const code = sqliteCode(error) ?? "";
  if (code === "ENOSPC" || code === "EDQUOT" || code.startsWith("SQLITE_FULL"))
    return "Cannot write the store: its disk is full.";
  if (code === "EROFS" || code.startsWith("SQLITE_READONLY"))
    return "Cannot write the store: its disk or file is read-only.";
  return undefined;
};

/**
 * Reports once that writing has stopped and once that it works again. Clients get 503 and send again,
 * so nothing that was acknowledged is lost.
 */
export const writePause = (warn: (message: string) => void) => {
  let reason: string | undefined;
  return {
    refused: (why: string): void => {
      if (reason !== why) warn(`${why} Writing pauses; clients try again.`);
      reason = why;
    },
    written: (): void => {
      if (reason !== undefined) warn("The store can be written again.");
      reason = undefined;
    },
  };
};
