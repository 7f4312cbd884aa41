import { existsSync } from "node:fs";
import { join } from "node:path";

/** The folder of the embedded store in a workspace. */
export const storeFolder = (workspace: string): string => join(workspace, "tracking");

/** Whether there is something to read: opening a store that does not exist would create it. */
export const hasStore = (workspace: string, env = process.env): boolean =>
  Boolean(env.MLFLOW_TRACKING_URI) || existsSync(storeFolder(workspace));
