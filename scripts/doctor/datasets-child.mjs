// Prints the data sets that @vae-lab/experiments finds, as JSON. A process of its own, because it
// needs the installed packages.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runSources } from "../run-sources.mjs";
import { root } from "../setup/paths.mjs";

runSources();
const entry = join(root, "packages/experiments/src/index.ts");
const { findDatasets } = await import(pathToFileURL(entry).href);
process.stdout.write(`\n${JSON.stringify(findDatasets())}\n`);
