import { join } from "node:path";

/** The program that runs a TypeScript file: its first argument. */
export const runSource = join(import.meta.dirname, "../../../scripts/run-source.mjs");
