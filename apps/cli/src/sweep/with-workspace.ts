import { type LockedWorkspace, lockWorkspace } from "@vae-lab/experiments/workspace";
import { openTracking } from "../tracking/open-tracking.ts";
import type { Tracking } from "../tracking/tracking.ts";

/**
 * Works in a home that is this process's own. The home comes first: one that cannot be written or
 * that another sweep uses is refused before a store is opened or a page is served.
 * @throws InputError or StoreError when home or store cannot be used.
 */
export const withWorkspace = async <T>(
  path: string,
  work: (home: LockedWorkspace, tracking: Tracking) => Promise<T>,
): Promise<T> => {
  const home = await lockWorkspace(path);
  try {
    const tracking = await openTracking(path);
    try {
      return await work(home, tracking);
    } finally {
      tracking.close();
    }
  } finally {
    await home.release();
  }
};
