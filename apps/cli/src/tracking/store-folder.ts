import { join } from "node:path";

/** The folder of the embedded store in a workspace. */
export const storeFolder = (workspace: string): string => join(workspace, "tracking");
