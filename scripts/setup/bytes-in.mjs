import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Other processes delete folders while they are listed: what is gone counts as empty. */
const entriesOf = (folder) => {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
};

/** Bytes of all files below a folder, of links their own; 0 where the folder does not exist. */
export const bytesIn = (folder) => {
  let bytes = 0;
  for (const entry of entriesOf(folder)) {
    const path = join(folder, entry.name);
    bytes += entry.isDirectory()
      ? bytesIn(path)
      : (lstatSync(path, { throwIfNoEntry: false })?.size ?? 0);
  }
  return bytes;
};
