#!/usr/bin/env node
import { runSources } from "../../../scripts/run-sources.mjs";

runSources();
const { main } = await import("../src/main.ts");
process.exit(await main(process.argv.slice(2)));
