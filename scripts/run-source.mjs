import { resolve } from "node:path";
import { importSource } from "./sources/import-source.mjs";

// Runs a TypeScript file of this repository as the main program: node run-source.mjs FILE [arguments]
const [node, , file, ...args] = process.argv;
process.argv = [node, resolve(file), ...args];
await importSource(resolve(file));
