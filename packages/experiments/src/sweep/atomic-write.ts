import { rename, writeFile } from "node:fs/promises";

/** Writes beside the place and moves into it: a reader sees the whole file or none. */
export const writeAtomically = async (
  path: string,
  content: Uint8Array | string,
): Promise<void> => {
  const beside = `${path}.${process.pid}.part`;
  await writeFile(beside, content);
  await rename(beside, path);
};
