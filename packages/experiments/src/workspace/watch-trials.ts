import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { failureOf, type LastingFailure } from "./trial-failures.ts";
import { trialFileNames, trialPath, trialsFolder } from "./trial-files.ts";
import { type OwnResult, ownResult } from "./trial-record.ts";
import type { Workspace } from "./workspace.ts";

type Ended = "result" | "failure";

/** What changes when a file is written; empty if there is none. */
const versionOf = async (workspace: Workspace, id: string, name: Ended): Promise<string> => {
  const file = join(trialPath(workspace.path, id), trialFileNames[name]);
  const found = await stat(file).catch(() => undefined);
  return found === undefined ? "" : `${found.ino} ${found.mtimeMs}`;
};

/**
 * Functions that return the result or the lasting failure of a trial if any process of the workspace
 * has recorded it since now. What is recorded already does not count: the trials are to run again.
 */
export const watchTrials = async (
  workspace: Workspace,
  trials: readonly { readonly id: string }[],
): Promise<{
  readonly finishedSince: (id: string) => Promise<OwnResult | undefined>;
  readonly failedSince: (id: string) => Promise<LastingFailure | undefined>;
}> => {
  const folders = new Set(await readdir(trialsFolder(workspace.path)));
  const before = { result: new Map<string, string>(), failure: new Map<string, string>() };
  for (const { id } of trials)
    if (folders.has(id))
      for (const name of ["result", "failure"] as const)
        before[name].set(id, await versionOf(workspace, id, name));
  const isNew = async (id: string, name: Ended): Promise<boolean> => {
    const version = await versionOf(workspace, id, name);
    return version !== "" && version !== before[name].get(id);
  };
  return {
    finishedSince: async (id) =>
      (await isNew(id, "result")) ? ownResult(workspace, id) : undefined,
    failedSince: async (id) =>
      (await isNew(id, "failure")) ? failureOf(workspace.path, id) : undefined,
  };
};
