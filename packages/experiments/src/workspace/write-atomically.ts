import { rename, rm, writeFile } from "node:fs/promises";

/** How the name of a file ends that is being written. */
export const partly = ".part";

/** Writes beside the place and moves into it: a reader sees the whole file or none. */
export const writeAtomically = async (
  path: string,
  content: Uint8Array | string,
): Promise<void> => {
  const beside = `${path}.${process.pid}${partly}`;
  try {
    await writeFile(beside, content, { flush: true });
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
};
