import { lockHolder } from "mlflow-js-client/node";
import { InputError } from "../input-error.ts";
import { openWorkspace, type Workspace } from "./workspace.ts";

/**
 * Opens a workspace for a sweep, before anything else that it needs. Other sweeps may use it too, but
 * none of a version that ran one sweep at a time.
 *
 * @throws InputError when the workspace cannot be written or such a sweep uses it.
 */
export const joinWorkspace = async (path: string): Promise<Workspace> => {
  const workspace = await openWorkspace(path);
  const holder = await lockHolder(workspace.earlierLock);
  if (holder === undefined) return workspace;
  throw new InputError(
    `a sweep of an earlier version (process ${holder.pid} on ${holder.host}) is using ${path}; wait for it, stop it, or pass another --home (delete ${workspace.earlierLock} if that process no longer exists)`,
  );
};
