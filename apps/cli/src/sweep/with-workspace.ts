import { type LockedWorkspace, lockWorkspace } from "@vae-lab/experiments/workspace";
import { openTracking } from "../tracking/open-tracking.ts";
import type { Tracking } from "../tracking/tracking.ts";

/**
 * Runs work in a locked workspace. The lock is taken first: a workspace that cannot be written or
 * that another sweep uses is refused before its store is opened or a page is served.
 * @throws InputError or StoreError when workspace or store cannot be used.
 */
export const withWorkspace = async <T>(
  path: string,
  work: (workspace: LockedWorkspace, tracking: Tracking) => Promise<T>,
): Promise<T> => {
  const workspace = await lockWorkspace(path);
  try {
    const tracking = await openTracking(path, { mayBeAway: true });
    try {
      return await work(workspace, tracking);
    } finally {
      tracking.close();
    }
  } finally {
    await workspace.release();
  }
};
