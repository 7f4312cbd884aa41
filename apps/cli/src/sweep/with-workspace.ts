import { joinWorkspace, type Workspace } from "@vae-lab/experiments/workspace";
import { openTracking } from "../tracking/open-tracking.ts";
import type { Tracking } from "../tracking/tracking.ts";

/**
 * Runs work in a workspace. It is opened first: one that cannot be written is refused before its store
 * is opened or a page is served.
 * @throws InputError or StoreError when workspace or store cannot be used.
 */
export const withWorkspace = async <T>(
  path: string,
  work: (workspace: Workspace, tracking: Tracking) => Promise<T>,
): Promise<T> => {
  const workspace = await joinWorkspace(path);
  const tracking = await openTracking(path, { mayBeAway: true });
  try {
    return await work(workspace, tracking);
  } finally {
    tracking.close();
  }
};
