import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { installNode } from "./setup/node-release.mjs";
import { testedNode } from "./setup/node-version.mjs";
import { runCommand, SetupError } from "./setup/setup-error.mjs";
import { show } from "./test/commands.mjs";

const help = `npm run test:node [-- <major version>…]

Run the quick tests and the quick study under Node ${testedNode.join(", ")}, or under the given versions.`;

const requestedVersions = (args) => {
  const bad = args.find((arg) => !/^\d+$/.test(arg));
  if (bad) throw new SetupError(`cannot test Node "${bad}": give a major version such as 24`, 2);
  return args.length > 0 ? args.map(Number) : testedNode;
};

const testUnder = async (major) => {
  const bin = await installNode(major);
  const node = join(bin, "node");
  const env = { PATH: `${bin}${delimiter}${process.env.PATH ?? ""}` };
  const home = mkdtempSync(join(tmpdir(), "vae-lab-node-"));
  console.log(`\n══ Node ${major} ══`);
  await show(node, ["--version"], env);
  try {
    const tests = await show(node, ["scripts/test.mjs", "--quick"], env);
    const study = ["scripts/start.mjs", "--quick", "--no-serve", "--home", home];
    return { major, tests, study: await show(node, study, env) };
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
};

await runCommand(async () => {
  const args = process.argv.slice(2);
  if (args.some((arg) => arg === "--help" || arg === "-h")) {
    console.log(help);
    return;
  }
  const results = [];
  for (const major of requestedVersions(args)) results.push(await testUnder(major));
  console.log();
  for (const { major, tests, study } of results)
    console.log(
      `Node ${major}: quick tests ${tests === 0 ? "passed" : "FAILED"}, quick study ${study === 0 ? "passed" : "FAILED"}`,
    );
  process.exitCode = results.every(({ tests, study }) => tests === 0 && study === 0) ? 0 : 1;
});
