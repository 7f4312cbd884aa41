import { realpath, stat, writeFile } from "node:fs/promises";
import { writeAtomically } from "@vae-lab/experiments/workspace";

/**
 * Writes a file whole or not at all, so that a full disk leaves neither a part of the new content nor a
 * part of the old. A pipe or a device is written to directly, and a link stays one.
 */
export const writeOut = async (path: string, content: Uint8Array | string): Promise<void> => {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return writeAtomically(path, content);
  return found.isFile() ? writeAtomically(await realpath(path), content) : writeFile(path, content);
};
