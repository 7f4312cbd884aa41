import { publishedPackages } from "../docs/published-packages.mjs";
import { applyChangesets } from "./release/apply-changesets.mjs";
import { packed } from "./release/packed.mjs";
import { runCommand, SetupError } from "./setup/setup-error.mjs";
import { setUp } from "./setup.mjs";
import { bin } from "./test/commands.mjs";

const help = `npm run release -- version     Apply the changesets: versions, changelogs, lock file
npm run release -- --dry-run   Build and pack the packages and list what would be published
npm run release                Publish the versions that npm does not have, and tag them`;

const dryRun = async () => {
  await bin("changeset", ["status"]);
  for (const folder of publishedPackages) {
    const { name, version, files, size } = await packed(folder);
    console.log(
      `\n${name} ${version}: ${files.length} files, ${Math.round(size / 1000)} kB packed`,
    );
    for (const file of files) console.log(`  ${file}`);
  }
};

await runCommand(async () => {
  const [task, ...rest] = process.argv.slice(2);
  if (task === "--help" || task === "-h") {
    console.log(help);
    return;
  }
  if (rest.length > 0 || ![undefined, "version", "--dry-run"].includes(task))
    throw new SetupError(`cannot use ${[task, ...rest].join(" ")}\n\n${help}`, 2);
  await setUp();
  if (task === "version") await applyChangesets();
  else if (task === "--dry-run") await dryRun();
  else process.exitCode = await bin("changeset", ["publish"]);
});
