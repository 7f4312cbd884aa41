import { type Lock, takeLock } from "./lock.ts";
import { openWorkspace, type Workspace } from "./workspace.ts";

/** A home that no other sweep uses until it is released. */
export type LockedWorkspace = Workspace & Lock;

/**
 * Opens the home and takes its lock: the first thing to do of all that a sweep needs.
 * @throws InputError when nothing can be written there, or while another sweep uses it.
 */
export const lockWorkspace = async (path: string): Promise<LockedWorkspace> => {
  const home = await openWorkspace(path);
  return { ...home, ...(await takeLock(home.lockFile)) };
};
