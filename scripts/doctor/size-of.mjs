import { existsSync } from "node:fs";
import { bytesIn } from "../setup/bytes-in.mjs";

/** Bytes of all files below a folder; undefined where it does not exist. Files may vanish meanwhile. */
export const sizeOf = (folder) => (existsSync(folder) ? bytesIn(folder) : undefined);
