import { sqliteCode } from "./database.ts";

/** Why nothing can be written just now, for a person; undefined for any other error. */
export const whyPaused = (error: unknown): string | undefined => {
  const code = sqliteCode(error) ?? "";
  if (code === "ENOSPC" || code === "EDQUOT" || code.startsWith("SQLITE_FULL"))
    return "The disk that holds the store is full.";
  if (code === "EROFS" || code.startsWith("SQLITE_READONLY"))
    return "The store cannot be written: its disk or file is read-only.";
  return undefined;
};

/**
 * Says once that writing has stopped and once that it goes on. Writers are told to try again, and
 * do: nothing that was acknowledged is lost, and what was refused is sent again.
 */
export const writePause = (warn: (message: string) => void) => {
  let reason: string | undefined;
  return {
    refused: (why: string): void => {
      if (reason !== why) warn(`${why} Writing pauses until that changes; runs keep trying.`);
      reason = why;
    },
    written: (): void => {
      if (reason !== undefined) warn("The store can be written again.");
      reason = undefined;
    },
  };
};

export type WritePause = ReturnType<typeof writePause>;
