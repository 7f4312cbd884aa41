import { LockedError, lockFile } from "mlflow-js-client/node";
import { InputError } from "../input-error.ts";
import { openWorkspace, unusableWorkspace, type Workspace } from "./workspace.ts";

/** A workspace that no other sweep uses until it is released. */
export interface LockedWorkspace extends Workspace {
  /** Publishes the dashboard's address to sweeps that find the workspace in use. */
  announce(dashboard: string): Promise<void>;
  /** Releases the workspace. Calling it again does nothing. */
  release(): Promise<void>;
}

/**
 * Opens a workspace and locks it, before anything else that a sweep needs.
 *
 * @throws InputError when the workspace cannot be written or another sweep uses it.
 */
export const lockWorkspace = async (path: string): Promise<LockedWorkspace> => {
  const workspace = await openWorkspace(path);
  try {
    const { describe, release } = await lockFile(workspace.lockFile);
    return { ...workspace, announce: (dashboard) => describe({ dashboard }), release };
  } catch (error) {
    throw error instanceof LockedError ? inUse(path, error) : unusableWorkspace(path, error);
  }
};

const inUse = (path: string, error: LockedError): InputError => {
  const { pid, host, dashboard } = error.holder;
  const watch = dashboard === undefined ? "" : `watch it at ${dashboard}, `;
  return new InputError(
    `another sweep (process ${pid} on ${host}) is using ${path}; ${watch}wait for it, stop it, or pass another --home (delete ${error.file} if that process no longer exists)`,
    { cause: error },
  );
};
