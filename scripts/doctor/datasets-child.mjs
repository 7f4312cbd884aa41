// Prints the data sets that are found, as JSON. A process of its own, because it
// needs the installed packages.
import { join } from "node:path";
import { root } from "../setup/paths.mjs";
import { importSource } from "../sources/import-source.mjs";

const entry = join(root, "packages/experiments/src/datasets/find-datasets.ts");
const { findDatasets } = await importSource(entry);
process.stdout.write(`\n${JSON.stringify(findDatasets())}\n`);
