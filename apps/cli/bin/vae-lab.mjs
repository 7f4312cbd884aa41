#!/usr/bin/env node
import { fileURLToPath } from "node:url";
import { importSource } from "../../../scripts/sources/import-source.mjs";

const { main } = await importSource(fileURLToPath(new URL("../src/main.ts", import.meta.url)));
process.exit(await main(process.argv.slice(2)));
