import { runCommand } from "./setup/setup-error.mjs";
import { setUp } from "./setup.mjs";
import { node } from "./test/commands.mjs";

/** Builds the API reference of the published packages into docs/api; --check lists what is undocumented. */
await runCommand(async () => {
  await setUp();
  const isCheck = process.argv.includes("--check");
  process.exitCode = await node(isCheck ? "docs/check.mjs" : "docs/build.mjs");
});
