import { existsSync } from "node:fs";
import { checkTexts } from "./check-texts.ts";
import { openForReading } from "./open-read-only.ts";
import { busyTimeoutMs, storeFile } from "./open-store.ts";
import { damaged, StoreError, whyNotOpened } from "./store-error.ts";

/**
 * Reads all of the store of a folder, if there is one, and changes nothing.
 *
 * @throws StoreError if it is damaged, or of another program.
 */
export const examineStore = (folder: string): void => {
  const path = storeFile(folder);
  if (!existsSync(path)) return;
  try {
    const database = openForReading(path);
    try {
      const [found] = database.all<Record<string, string>>("PRAGMA quick_check(1)");
      const result = Object.values(found ?? {})[0] ?? "no result";
      if (result !== "ok") throw damaged(path, result.replaceAll("\n", " "));
      checkTexts(database, path);
    } finally {
      database.close();
    }
  } catch (error) {
    throw error instanceof StoreError ? error : whyNotOpened(path, error, busyTimeoutMs);
  }
};
