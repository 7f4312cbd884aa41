import { rename, rm, writeFile } from "node:fs/promises";

/** How the names of files end while they are written. */
export const partialSuffix = ".part";

/** Writes a file beside its place and moves it there: readers see the whole file or none. */
export const writeAtomically = async (
  path: string,
  content: Uint8Array | string,
): Promise<void> => {
  const partial = `${path}.${process.pid}${partialSuffix}`;
  try {
    await writeFile(partial, content, { flush: true });
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
};
