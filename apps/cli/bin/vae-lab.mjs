#!/usr/bin/env node
import { runSources } from "../../../scripts/run-sources.mjs";

runSources();
const { main } = await import("../src/main.ts");
const code = await main(process.argv.slice(2));
// An exit drops what a slow reader of a pipe has not taken yet; one that is gone takes nothing.
for (const stream of [process.stdout, process.stderr])
  await new Promise((done) => {
    stream.once("error", done);
    stream.write("", done);
  });
process.exit(code);
