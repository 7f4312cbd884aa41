import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Builds that are kept for processes that still run them. */
const kept = 20;

/** Removes all but the last builds of a folder. Their names begin with the time. */
export const removeOldBuilds = (folder) => {
  const builds = readdirSync(folder).filter((name) => /^\d+-\d+$/.test(name));
  for (const name of builds.sort().slice(0, -kept))
    rmSync(join(folder, name), { recursive: true, force: true });
};
