import { type ArtifactFile, MlflowError } from "mlflow-js-client";
import type { Attempts } from "./copy-report.ts";

/** The files of a run or a model. */
export interface FileTree {
  list(path: string | undefined): Promise<ArtifactFile[]>;
  download(path: string): Promise<Uint8Array>;
  upload(path: string, body: Uint8Array): Promise<void>;
}

const maxDepth = 100;

/** All files of a tree, folder by folder. A server cannot lead out of a folder or around a circle. */
export async function* filesOf(
  tree: Pick<FileTree, "list">,
  folder?: string,
  depth = 0,
): AsyncGenerator<ArtifactFile> {
  for (const file of await tree.list(folder)) {
    const isBelow = folder === undefined || file.path.startsWith(`${folder}/`);
    if (!isBelow || file.path === folder || depth > maxDepth)
      throw new MlflowError(
        `the server listed ${JSON.stringify(file.path)} in the folder ${JSON.stringify(folder ?? "")}`,
        { errorCode: "INVALID_RESPONSE", isRejection: true },
      );
    if (file.isDir) yield* filesOf(tree, file.path, depth + 1);
    else yield file;
  }
}

/** Copies the files that the target lacks. Returns how many were copied. */
export const copyFiles = async (
  from: FileTree,
  to: FileTree,
  attempts: Attempts,
): Promise<number> => {
  const sizes = new Map<string, number | undefined>();
  await attempts.copy("the list of artifacts at the target", async () => {
    for await (const { path, fileSize } of filesOf(to)) sizes.set(path, fileSize);
  });
  let copied = 0;
  await attempts.copy("the list of artifacts", async () => {
    for await (const { path, fileSize } of filesOf(from)) {
      if (sizes.has(path) && sizes.get(path) === fileSize) continue;
      const isCopied = await attempts.copy(`artifact ${JSON.stringify(path)}`, async () =>
        to.upload(path, await from.download(path)),
      );
      if (isCopied) copied++;
    }
  });
  return copied;
};
