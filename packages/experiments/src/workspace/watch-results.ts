import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { trialFileNames, trialPath, trialsFolder } from "./trial-files.ts";
import { type OwnResult, ownResult } from "./trial-record.ts";
import type { Workspace } from "./workspace.ts";

/** What changes when a record is written. */
const versionOf = async (workspace: Workspace, id: string): Promise<string> => {
  const file = join(trialPath(workspace.path, id), trialFileNames.result);
  const found = await stat(file).catch(() => undefined);
  return found === undefined ? "" : `${found.ino} ${found.mtimeMs}`;
};

/**
 * A function that returns the result of a trial if any process of the workspace has recorded it since
 * now. Results that are there already do not count: the trials are to run again.
 */
export const watchResults = async (
  workspace: Workspace,
  trials: readonly { readonly id: string }[],
): Promise<(id: string) => Promise<OwnResult | undefined>> => {
  const folders = new Set(await readdir(trialsFolder(workspace.path)));
  const before = new Map<string, string>();
  for (const { id } of trials) if (folders.has(id)) before.set(id, await versionOf(workspace, id));
  return async (id) => {
    const version = await versionOf(workspace, id);
    return version === "" || version === before.get(id) ? undefined : ownResult(workspace, id);
  };
};
