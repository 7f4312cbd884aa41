import { existsSync } from "node:fs";
import { loadBackend } from "@vae-lab/experiments/backend";
import { type LoadedRun, loadRun } from "@vae-lab/experiments/runs";
import { homeFrom } from "../command-line/shared-options.ts";
import { openTracking } from "../tracking/open-tracking.ts";
import { hasStore } from "../tracking/store-folder.ts";

const load = async (source: string, workspace: string): Promise<LoadedRun> => {
  // A file needs no store, which may be on a server that is away
  if (existsSync(source) || !hasStore(workspace)) return loadRun(source);
  const tracking = await openTracking(workspace, { access: "read" });
  try {
    return await loadRun(source, { client: tracking.client, workspace });
  } finally {
    tracking.close();
  }
};

/**
 * Loads a run, and frees its model when the work is done.
 * @throws InputError if there is no such run, if several have this name, or if it has no model
 */
export const withRun = async <T>(
  source: string,
  home: string | undefined,
  work: (run: LoadedRun) => T | Promise<T>,
): Promise<T> => {
  await loadBackend();
  const run = await load(source, homeFrom(home));
  try {
    return await work(run);
  } finally {
    run.model.dispose();
  }
};
