// Reads the whole store of a folder and prints what is wrong with it. A process of its own, because it
// needs the installed packages, and a damaged store can end it.
import { join } from "node:path";
import { root } from "../setup/paths.mjs";
import { importSource } from "../sources/import-source.mjs";

const entry = join(root, "packages/tracking-server/src/index.ts");
const { examineStore } = await importSource(entry);
try {
  examineStore(process.argv[2]);
} catch (error) {
  console.log(error.message);
  process.exitCode = 2;
}
