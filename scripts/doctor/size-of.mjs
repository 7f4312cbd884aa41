import { existsSync, lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Bytes of all files below a folder; undefined where it does not exist. Files may vanish meanwhile. */
export const sizeOf = (folder) => {
  if (!existsSync(folder)) return undefined;
  let bytes = 0;
  for (const name of readdirSync(folder, { recursive: true }))
    bytes += lstatSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0;
  return bytes;
};
