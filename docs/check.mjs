import { publishedPackages } from "./published-packages.mjs";
import { reflect } from "./reflect.mjs";
import { undocumented } from "./undocumented.mjs";

/** Prints the exports of the published packages that lack documentation; exit code 1 if there are any. */
for (const folder of publishedPackages) {
  const { project } = await reflect(folder);
  const lines = undocumented(project);
  console.log(`${project.packageName}: ${lines.length} to document`);
  for (const line of lines) console.log(`  ${line}`);
  if (lines.length > 0) process.exitCode = 1;
}
