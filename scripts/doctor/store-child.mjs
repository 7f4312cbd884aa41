// Reads the whole store of a folder and prints what is wrong with it. A process of its own, because it
// needs the installed packages, and a damaged store can end it.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runSources } from "../run-sources.mjs";
import { root } from "../setup/paths.mjs";

runSources();
const entry = join(root, "packages/tracking-server/src/index.ts");
const { examineStore } = await import(pathToFileURL(entry).href);
try {
  examineStore(process.argv[2]);
} catch (error) {
  console.log(error.message);
  process.exitCode = 2;
}
