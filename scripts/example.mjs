import { readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./setup/paths.mjs";
import { runCommand, SetupError } from "./setup/setup-error.mjs";
import { setUp } from "./setup.mjs";
import { importSource } from "./sources/import-source.mjs";
import { bin, turboRun } from "./test/commands.mjs";

const folder = join(root, "examples");

const names = readdirSync(folder)
  .filter((name) => /^[a-z-]+\.ts$/.test(name))
  .map((name) => name.replace(".ts", ""));

const help = `npm run example <name> [arguments]\n\nRun one of the examples: ${[...names, "page"].join(", ")}`;

/** Serves the example page. Vite reads the compiled packages, so they are built first. */
const servePage = async () => {
  await turboRun(["build"], { concurrency: 2, logs: "errors-only", packages: ["packages/core"] });
  process.exitCode = await bin("vite", [join(folder, "page"), "--open"]);
};

/** Runs an example in this process, as its own main program. */
const runExample = async (name, args) => {
  const file = join(folder, `${name}.ts`);
  process.argv = [process.argv[0], file, ...args];
  await importSource(file);
};

await runCommand(async () => {
  const [name, ...args] = process.argv.slice(2);
  if (name === undefined || name === "--help" || name === "-h") {
    console.log(help);
    return;
  }
  if (name !== "page" && !names.includes(name))
    throw new SetupError(`cannot run example ${name}\n\n${help}`, 2);
  await setUp();
  if (name === "page") await servePage();
  else await runExample(name, args);
});
