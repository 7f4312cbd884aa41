import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./setup/paths.mjs";
import { runCommand } from "./setup/setup-error.mjs";
import { setUp } from "./setup.mjs";

/** Sets up where needed, then runs the `vae-lab` command with these arguments in this process. */
export const vaeLab = (args) =>
  runCommand(async () => {
    await setUp();
    const command = join(root, "apps/cli/bin/vae-lab.mjs");
    process.argv = [process.argv[0], command, ...args];
    await import(pathToFileURL(command).href);
  });

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await vaeLab(process.argv.slice(2));
